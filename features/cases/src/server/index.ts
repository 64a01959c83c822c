import { setTimeout as wait } from "node:timers/promises";
import type { Database, Host, MigrationFolder, Tx } from "@niuniu/host";
import type { Refused } from "@niuniu/wire";
import { dayOf } from "@niuniu/owe";
import { DEFAULT } from "../policy.ts";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import type { Context } from "./context.ts";
import { deskActHandler, deskOlderHandler, deskThreadHandler, listHandler, liveHandler, movedHandler } from "./desk.ts";
import * as answers from "./answers.ts";
import * as doors from "./doors.ts";
import { keepTime, moveLeft, wouldStrandAny } from "./due.ts";
import { figuresOf, firstDay } from "./figures.ts";
import { readOffice, type CasePorts } from "./office.ts";
import { poolOf } from "./pool.ts";
import { recently, type Recent } from "./recently.ts";
import { olderHandler, sayHandler, threadHandler } from "./receipt.ts";
import { recogniseReceipt } from "./receipt-door.ts";
import { LARGEST_REPORT, reportHandler } from "./report.ts";
import { openRulebook } from "./rulebook.ts";
import { entering } from "./hand-in.ts";
import { LARGEST_FORM, pickUpHandler, sealedFileHandler, sealedFilesOn, sealedPageHandler } from "./sealed.ts";
import { SETTLED } from "./settled.ts";
import { LARGEST_MESSAGE } from "./sizes.ts";
import { placeOlder } from "./unplaced.ts";
import { readCounts, readTallies } from "./store-figures.ts";
import { countUnread } from "./store-report.ts";

export { checkCases } from "./check.ts";
export type { CasePorts } from "./office.ts";
export { organisationDay, ruleTexts, type RuleTexts } from "./rulebook.ts";

/** The tables of this feature. */
export const migrations: MigrationFolder = { feature: "cases", folder: new URL("./migrations/", import.meta.url) };

/** What others may ask of `cases`; `apps/server/src/main.ts` hands it to them. */
export interface Cases {
  /** Somebody has said that they will be away: their cases move on. Refused "cases/would-strand" if none may go. */
  readonly awayChanged: (member: string) => Promise<void>;
  /** The statement in force has changed: cases of people who left move on. */
  readonly rosterChanged: () => Promise<void>;
  /** Why a committee of exactly these people may not take force, or null. */
  readonly mayTakeForce: (nextMembers: readonly string[]) => Promise<Refused | null>;
  /** What the public page counts, in the caller's transaction, which may hold the tables it counts in. */
  readonly figures: (tx: Tx) => Promise<routes.Figures>;
}

/** A signed act with one sealed message. */
const LARGEST_ACT = LARGEST_MESSAGE + 65_536;

/**
 * Mounts the feature on a host whose database holds its `migrations`: reports, their threads, the desk, the public
 * figures, and the dates that act by themselves. Call before `host.open`, so that what came due while the server was
 * away is acted on before the first request.
 */
export async function cases(host: Host, ports: CasePorts): Promise<Cases> {
  host.refusals(refusals);
  host.settles(...SETTLED);
  const rulebook = await openRulebook(host.db);
  const context: Context = {
    host,
    ports,
    rulebook,
    office: recently(host.now, () => readOffice(ports, host.now())),
    unread: recently(host.now, () => countUnread(host.db, DEFAULT.policy.waitingAfter)),
  };
  host.authenticate("receipt", recogniseReceipt(host));
  const figures = recently(host.now, () => readFigures(host, host.db));
  mountReporter(context, figures);
  mountDesk(context);
  await placeOlder(host);
  await keepTime(context);
  return {
    awayChanged: async (member) => {
      context.office.forget();
      const refused = await wouldStrandAny(context, { away: member });
      if (refused !== null) throw refused;
      await moveLeft(context);
    },
    rosterChanged: async () => {
      context.office.forget();
      await moveLeft(context);
    },
    mayTakeForce: (nextMembers) => wouldStrandAny(context, { members: nextMembers }),
    figures: (tx) => readFigures(host, tx),
  };
}

function mountReporter(context: Context, figures: Recent<routes.Figures>): void {
  const { host } = context;
  const pool = poolOf({
    sleep: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    random: () => (host.random(1)[0] ?? 0) / 256,
    scarce: host.load.scarce,
  });
  const { serve } = host;
  serve.anyone(routes.gate, null, () => Promise.resolve(host.load.demand()), { answer: answers.gate });
  serve.anyone(routes.report, doors.reportDoor, reportHandler(context), {
    limit: LARGEST_REPORT,
    apart: true,
    answer: answers.report,
  });
  serve.receipt(routes.thread, null, threadHandler(context), { answer: answers.thread });
  serve.receipt(routes.older, doors.olderDoor, olderHandler(context), { answer: answers.older });
  serve.receipt(routes.say, doors.sayDoor, sayHandler(context), { limit: LARGEST_ACT, answer: answers.say });
  serve.anyone(routes.figures, null, () => figures.get(), { same: true, answer: answers.figures });
  serve.anyone(routes.sealedPage, null, sealedPageHandler(context));
  const files = sealedFilesOn(context, pool);
  serve.anyone(routes.sealedFile, doors.sealedDoor, sealedFileHandler(context, files), {
    limit: LARGEST_FORM,
    apart: true,
    turn: entering(pool),
  });
  serve.anyone(routes.pickUp, doors.pickUpDoor, pickUpHandler(context, files));
}

function mountDesk(context: Context): void {
  const { serve } = context.host;
  serve.member(routes.list, doors.listDoor, listHandler(context), { answer: answers.list });
  serve.member(routes.moved, null, movedHandler(context), { answer: answers.moved });
  serve.member(routes.deskThread, doors.deskThreadDoor, deskThreadHandler(context), { answer: answers.deskThread });
  serve.member(routes.deskOlder, doors.deskOlderDoor, deskOlderHandler(context), { answer: answers.deskOlder });
  serve.member(routes.deskAct, doors.deskActDoor, deskActHandler(context), {
    limit: LARGEST_ACT,
    answer: answers.deskAct,
  });
  serve.member(routes.live, null, liveHandler(context));
}

async function readFigures(host: Pick<Host, "now">, db: Database | Tx): Promise<routes.Figures> {
  const [now, { calendar }] = [host.now(), DEFAULT];
  const [counts, tallies] = await Promise.all([
    readCounts(db, dayOf(now, calendar)),
    readTallies(db, firstDay(now, calendar)),
  ]);
  return figuresOf(counts, tallies, now, calendar);
}
