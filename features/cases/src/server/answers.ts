import { answerOf } from "@niuniu/host";
import { z } from "zod";
import * as routes from "../routes.ts";

/** What the routes answer. What a chain says, and whether a proof holds, is for the rules and the pages. */

const time = z.int();
const count = z.int().nonnegative();
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const salted = { text: z.string(), salt: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) };
const caseId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/);
const caseClass = z.enum(["crisis", "ordinary"]);
const stage = z.enum(["received", "assessed", "investigated", "concluded"]);
/** Of the parts that follow; −1: none. */
const part = z.int().min(-1);

const owed = z.strictObject({ role: z.string(), act: z.string(), owner: z.string(), due: time });

export const gate = answerOf(routes.gate, z.strictObject({ bits: count, challenge: z.string() }));

export const report = answerOf(
  routes.report,
  z.strictObject({
    case: caseId,
    after: z.array(z.strictObject(salted)),
    owed: owed.nullable(),
    promise: z.string(),
    proof: z.string(),
  }),
);

const threadHeader = z.strictObject({
  case: caseId,
  class: caseClass,
  stage,
  waiting: z.boolean(),
  owed: owed.nullable(),
  entries: z.array(z.strictObject({ ...salted, part })),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  readers: z.array(z.string()),
  wrap: part,
  absences: z.array(z.string()),
  auth: base64,
  rules: z.strictObject({ policy: z.string(), calendar: z.string() }),
  proofs: z.array(z.strictObject({ number: count, proof: z.string() })),
  promises: z.array(z.strictObject({ number: count, promise: z.string() })),
  now: time,
});

export const thread = answerOf(routes.thread, threadHeader);
export const say = answerOf(routes.say, threadHeader);
export const deskThread = answerOf(routes.deskThread, threadHeader);
export const deskAct = answerOf(routes.deskAct, threadHeader);

const olderHeader = z.strictObject({
  case: caseId,
  entries: z.array(z.strictObject({ number: count, part: count })),
});

export const older = answerOf(routes.older, olderHeader);
export const deskOlder = answerOf(routes.deskOlder, olderHeader);

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
  case: caseId,
  class: caseClass,
  stage,
  waiting: z.boolean(),
  owed: owed.nullable(),
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
        case: caseId,
        to: z.string(),
        day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        act: z.string(),
      }),
    )
    .max(20),
);
