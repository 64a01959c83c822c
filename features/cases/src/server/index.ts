import { setTimeout as wait } from "node:timers/promises";
import { feature, recently, type Database, type Host, type Recent, type Tx, poolOf } from "@niuniu/host";
import {
  beginningDoor,
  deskActDoor,
  deskOlderDoor,
  deskThreadDoor,
  entering,
  mattersOn,
  olderDoor,
  pickUpDoor,
  readOffice,
  sayDoor,
} from "@niuniu/matter/server";
import { awayChanged, mayBeAway, mayTakeForce, rosterChanged } from "@niuniu/people";
import { kind } from "../kind.ts";
import { parseEvent } from "../parse.ts";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import type { Case } from "../terms.ts";
import { servingCases } from "./acting.ts";
import { tell, type Context, type Ports } from "./context.ts";
import { listHandler, movedHandler } from "./desk.ts";
import * as answers from "./answers.ts";
import { checkCases } from "./check.ts";
import * as doors from "./doors.ts";
import { caseStore } from "./case-store.ts";
import { keepTime } from "./due.ts";
import { wouldStrandAny } from "./strand.ts";
import { figuresOf, firstDay } from "./figures.ts";
import { LARGEST_REPORT, reportHandler } from "./report.ts";
import { rulebookOn, rules } from "./rulebook.ts";
import { LARGEST_FORM, sealedOn } from "./sealed.ts";
import { SETTLED } from "./settled.ts";
import { LARGEST_MESSAGE } from "./sizes.ts";
import { placeOlder } from "./unplaced.ts";
import { countLists } from "./store-count.ts";
import { readDues } from "./store-list.ts";
import { readCounts, readTallies } from "./store-figures.ts";
import { isUrgent, type CaseRow } from "./store-case.ts";
import { SEALED } from "./tables.ts";
import { countUnread } from "./store-report.ts";

/** A signed act with one sealed message. */
const LARGEST_ACT = LARGEST_MESSAGE + 65_536;

/** Reports, their threads, the desk, the public figures, and the dates that act by themselves. */
export const cases = feature({
  name: "cases",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  rules,
  checks: [checkCases],
  figures: readFigures,
  counts: ({ db }, member) => countLists(db, member),
  mount,
});

type Serving = ReturnType<typeof servingCases>;

/** What others may be handed. */
interface Given {
  /** When what this member owes is due (ms since epoch), the soonest first. */
  readonly dues: (member: string) => Promise<readonly number[]>;
}

const MINUTE = 60_000;

/** Dates of one member that are handed out at once. */
const MOST_DUES = 200;

/** Before the first request: what came due while the server was away is acted on first. */
async function mount(host: Host, ports: Ports): Promise<Given> {
  host.settles(...SETTLED);
  const rulebook = rulebookOn(host);
  const office = recently(host.now, () => readOffice(ports, host.now()));
  const matters = mattersOn<Case, CaseRow>(host, {
    kind,
    read: parseEvent,
    store: caseStore,
    rulesOf: rulebook.of,
    office: office.get,
    urgent: isUrgent,
    tell: (rows) => tell({ host }, new Set(rows.flatMap(({ readers }) => readers))),
  });
  const context: Context = {
    host,
    ports,
    rulebook,
    office,
    matters,
    unread: recently(host.now, () => countUnread(host.db, host.rules.inForce().section(rules).waitingAfter)),
  };
  await ports.receipts.of("cases", SEALED.matter);
  const figures = recently(host.now, async () => {
    const now = host.now();
    return { ...(await readFigures(host, host.db)), at: now - (now % MINUTE) };
  });
  const serving = servingCases(context);
  mountReporter(context, serving, figures);
  mountDesk(context, serving);
  answerCommittee(context);
  await placeOlder(host);
  await keepTime(context);
  return { dues: (member) => readDues(host.db, member, MOST_DUES) };
}

/** What open cases have to say of who comes and goes, and how they follow it. */
function answerCommittee(context: Context): void {
  const { host, office, matters } = context;
  host.answer(mayTakeForce, (members) => wouldStrandAny(context, { members }));
  host.answer(mayBeAway, (away) => {
    office.forget();
    return wouldStrandAny(context, { away });
  });
  const follow = async (): Promise<void> => {
    office.forget();
    await matters.moveLeft();
  };
  host.on(awayChanged, follow);
  host.on(rosterChanged, follow);
}

function mountReporter(context: Context, serving: Serving, figures: Recent<routes.FiguresNow>): void {
  const { host } = context;
  const pool = poolOf({
    sleep: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    random: () => (host.random(1)[0] ?? 0) / 256,
    scarce: host.load.scarce,
  });
  const { serve } = host;
  serve.anyone(routes.gate, null, () => Promise.resolve(host.load.demand()), { answer: answers.gate });
  serve.anyone(routes.report, beginningDoor, reportHandler(context), {
    limit: LARGEST_REPORT,
    apart: true,
    answer: answers.report,
  });
  serve.receipt(routes.thread, null, serving.thread, { answer: answers.thread });
  serve.receipt(routes.older, olderDoor, serving.older, { answer: answers.older });
  serve.receipt(routes.say, sayDoor, serving.say, { limit: LARGEST_ACT, answer: answers.say });
  serve.anyone(routes.figures, null, () => figures.get(), { same: true, answer: answers.figures });
  const sealed = sealedOn(context, pool);
  serve.anyone(routes.sealedPage, null, sealed.page);
  serve.anyone(routes.sealedFile, doors.sealedDoor, sealed.file, {
    limit: LARGEST_FORM,
    apart: true,
    turn: entering("cases", pool),
  });
  serve.anyone(routes.pickUp, pickUpDoor, sealed.pickUp);
}

function mountDesk(context: Context, serving: Serving): void {
  const { serve } = context.host;
  serve.member(routes.list, doors.listDoor, listHandler(context), { answer: answers.list });
  serve.member(routes.moved, null, movedHandler(context), { answer: answers.moved });
  serve.member(routes.deskThread, deskThreadDoor, serving.deskThread, { answer: answers.deskThread });
  serve.member(routes.deskOlder, deskOlderDoor, serving.deskOlder, { answer: answers.deskOlder });
  serve.member(routes.deskAct, deskActDoor, serving.deskAct, {
    limit: LARGEST_ACT,
    answer: answers.deskAct,
  });
}

async function readFigures({ now, dayOf }: Pick<Host, "now" | "dayOf">, db: Database | Tx): Promise<routes.Figures> {
  const today = dayOf(now());
  const [counts, tallies] = await Promise.all([readCounts(db, today), readTallies(db, firstDay(today))]);
  return figuresOf(counts, tallies, today);
}
