import { answerOf } from "@niuniu/host";
import { count, matterId, olderPage, owed, saltedText, sealedThreadFields } from "@niuniu/matter/server";
import { z } from "zod";
import * as routes from "../routes.ts";

/** What the routes answer. What a chain says, and whether a proof holds, is for the rules and the pages. */

const caseClass = z.enum(["crisis", "serious", "ordinary"]);
const stage = z.enum(["received", "assessed", "investigated", "concluded"]);

export const gate = answerOf(routes.gate, z.strictObject({ bits: count, challenge: z.string() }));

export const report = answerOf(
  routes.report,
  z.strictObject({
    case: matterId,
    after: z.array(saltedText),
    owed,
    promise: z.string(),
    proof: z.string(),
  }),
);

const threadHeader = z.strictObject({ ...sealedThreadFields, class: caseClass, stage, waiting: z.boolean() });

export const thread = answerOf(routes.thread, threadHeader);
export const say = answerOf(routes.say, threadHeader);
export const deskThread = answerOf(routes.deskThread, threadHeader);
export const deskAct = answerOf(routes.deskAct, threadHeader);

export const older = answerOf(routes.older, olderPage);
export const deskOlder = answerOf(routes.deskOlder, olderPage);

/** A count that names nobody: exact from five on. */
const range = z.union([z.literal("none"), z.literal("1-4"), z.int().min(5)]);
const shownCount = z.int().min(5).nullable();

export const figures = answerOf(
  routes.figures,
  z.strictObject({
    overdue: range,
    waiting: range,
    open: range,
    medianAnswerDays: z.int().nonnegative().nullable(),
    onTime90: z.number().min(0).max(1).nullable(),
    met90: range,
    missed90: range,
    at: count,
    setAside90: range,
    contested90: range,
    reopened90: range,
    months: z.array(
      z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), answered: shownCount, missed: shownCount }),
    ),
    missedEver: range,
  }),
);

const line = z.strictObject({
  case: matterId,
  class: caseClass,
  stage,
  waiting: z.boolean(),
  owed,
  next: z.string().nullable(),
  opened: z.boolean(),
  missed: count,
  entries: count,
  closedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
});

export const list = answerOf(
  routes.list,
  z.strictObject({ lines: z.array(line).max(50), after: z.string().nullable(), total: count }),
);

export const moved = answerOf(
  routes.moved,
  z
    .array(
      z.strictObject({
        case: matterId,
        to: z.string(),
        day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        act: z.string(),
      }),
    )
    .max(20),
);
