import { NO_HEAD } from "@niuniu/matter";
import { chained, owedIn, type Office } from "@niuniu/matter/server";
import type { Case } from "../terms.ts";
import { sha256, sha256Hex, together, type Handler } from "@niuniu/host";
import { constantTimeEqual, fromBase64, fromHex, toBase64, toUtf8 } from "@niuniu/note";
import { chain } from "@niuniu/record";
import { caseName, checkWork, readAct, REPORTER } from "@niuniu/seal";
import { Refused, type ParcelOf } from "@niuniu/wire";
import { decide } from "../decide.ts";
import type { ReportAct } from "../events.ts";
import { parseAct, parseEvent } from "../parse.ts";
import type { ReportAnswer, ReportHeader } from "../routes.ts";
import { tell, type Context } from "./context.ts";
import { committeeOf, opened } from "./office.ts";
import { LARGEST_ENVELOPE } from "./sizes.ts";
import { checkHybrid } from "./hybrid.ts";
import { columnsOf } from "./step.ts";
import { caseRows, sealed, type CaseRow } from "./store-case.ts";
import { beginCases, type NewCase } from "./store-report.ts";

/** The sizes a wrap for one reader can have, in bytes: the longest carries a whole recipient instead of its seed. */
const WRAP = { least: 1_500, most: 3_200 };
/** A report, 63 wraps and the act. */
export const LARGEST_REPORT = LARGEST_ENVELOPE + 63 * WRAP.most + 16_384;

/** So many reports share a commit at the most; one of them has some 20 KB. */
const AT_ONCE = 32;

type ReportParcel = ParcelOf<ReportHeader>;

/** Takes a report in. Answers when it is durable; the same report sent again is answered again and stored once. */
export function reportHandler(context: Context): Handler<"anyone", ReportParcel, ReportAnswer> {
  const store = together(AT_ONCE, (reports: readonly NewCase[]) =>
    context.host.transaction((tx) => beginCases(tx, context.host, reports)),
  );
  return async ({ request }) => {
    const over = context.host.load.begin();
    // The reporter's key signs the act, and the act names the sealed report: this is the report's hash.
    const body = sha256(toUtf8(request.header.act));
    try {
      requireWork(context, request.header, body);
      return await takeReport(context, request, { body, store });
    } catch (error) {
      // A report that is here already is answered even if it could no longer be taken, under a newer roster say.
      const before = error instanceof Refused ? await again(context, request.header, body) : null;
      if (before === null) throw error;
      return before;
    } finally {
      over();
    }
  };
}

/** Under load a report shows that its sender took a little trouble; a calm line asks nothing. Nobody is turned away. */
function requireWork({ host }: Context, { work }: ReportHeader, body: Uint8Array): void {
  const { bits, challenge } = host.load.demand();
  if (bits === 0) return;
  const done = work === undefined ? null : host.load.bitsOf(work.challenge);
  // What was asked a minute ago still counts, though the line has become busier since.
  if (work !== undefined && done !== null && done > 0 && checkWork(toUtf8(work.challenge), body, work.counter, done))
    return;
  throw new Refused("cases/work-needed", { bits, challenge });
}

/** The answer to a report that is already here, or null. Refused "cases/taken" for another report with its lookup. */
async function again({ host }: Context, header: ReportHeader, body: Uint8Array): Promise<ReportAnswer | null> {
  const row = await caseRows.read(host.db, { lookup: fromBase64(header.lookup) });
  if (row === null) return null;
  if (!constantTimeEqual(row.body, body)) throw new Refused("cases/taken");
  const entries = await sealed.readLinks(host.db, row.id);
  // The head of exactly these entries: the case may have moved on since its row was read.
  const heads = chain(entries.map(({ salt, text }) => ({ salt, event: text }))).slice(-1);
  const [standing] = (await host.record.find(heads)).values();
  return {
    case: row.id,
    after: afterFirst(entries),
    owed: owedIn(row.state),
    promise: standing?.state === "promised" ? standing.promise : "",
    proof: standing?.state === "proven" ? standing.proof : "",
  };
}

/** What follows the report's own act. */
const afterFirst = (entries: readonly { readonly text: string; readonly salt: Uint8Array }[]): ReportAnswer["after"] =>
  entries.slice(1).map(({ text, salt }) => ({ text, salt: toBase64(salt) }));

async function takeReport(
  context: Context,
  request: ReportParcel,
  { body, store }: { readonly body: Uint8Array; readonly store: (fresh: NewCase) => Promise<number | null> },
): Promise<ReportAnswer> {
  const { host } = context;
  const act = await readReport(request, context);
  const office = opened(await context.office.get());
  checkReport(request, act, office);
  const fresh = await decided(context, office, act, { request, body });
  const slot = await store(fresh);
  // It is here already, or its lookup belongs to another: the caller looks which.
  if (slot === null) throw new Refused("cases/taken");
  tell(context, fresh.row.readers);
  return {
    case: fresh.row.id,
    after: afterFirst(fresh.entries),
    owed: owedIn(fresh.row.state),
    promise: host.record.promise(slot, fresh.row.head),
    proof: "",
  };
}

/** The act, signed by the key that the case is named after. */
async function readReport({ header }: ReportParcel, { host }: Context): Promise<ReportAct> {
  const auth = fromBase64(header.auth);
  const act = parseAct(await host.readAside((verify) => readAct(header.act, { name: REPORTER, key: auth }, verify)));
  if (act.kind !== "report" || act.case !== caseName(auth)) throw new Refused("cases/malformed-report");
  return act;
}

/** Everything else that can be seen without a key: sizes, names, and that the sealed parts are sealed. */
function checkReport({ header, parts: [envelope, ...wraps] }: ReportParcel, act: ReportAct, office: Office): void {
  if (envelope === undefined) throw new Refused("cases/malformed-report");
  if (act.wraps.length !== wraps.length || act.wraps.join() !== header.wraps.join()) {
    throw new Refused("cases/malformed-report");
  }
  if (act.statement !== office.statement && act.statement !== office.before) throw new Refused("cases/old-roster");
  if (sha256Hex(envelope) !== act.envelope) throw new Refused("cases/malformed-report");
  checkSealed(envelope, { least: 1, most: LARGEST_ENVELOPE });
  for (const wrap of wraps) checkSealed(wrap, WRAP);
  if (wraps.some((wrap, at) => sha256Hex(wrap) !== act.wrapHashes[at])) throw new Refused("cases/wrong-wraps");
}

/** One hybrid recipient, in a file of a size that such a file can have. */
function checkSealed(file: Uint8Array, { least, most }: { readonly least: number; readonly most: number }): void {
  if (file.length < least || file.length > most) throw new Refused("cases/wrong-size");
  checkHybrid(file, 1, 1);
}

async function decided(
  context: Context,
  office: Office,
  act: ReportAct,
  { request, body }: { readonly request: ReportParcel; readonly body: Uint8Array },
): Promise<NewCase> {
  const { host, rulebook } = context;
  const { lookup, auth, salt, act: text } = request.header;
  const named = act.statement === office.statement ? office : (office.rulesBefore ?? office);
  const rules = rulebook.of(named);
  const decision = decide(null, act, host.now(), {
    ...committeeOf(office, rules),
    ...{ struck: [], unread: await context.unread.get(), head: NO_HEAD, statement: act.statement },
  });
  const [envelope = new Uint8Array(), ...wraps] = request.parts;
  const signed = { text, act, envelope, salt: fromBase64(salt) };
  const made = { signed, events: decision.events };
  const { entries, head } = chained<Case>({ head: fromHex(NO_HEAD) }, made, { random: host.random, read: parseEvent });
  const row: CaseRow = {
    ...{ id: act.case, lookup: fromBase64(lookup), auth: fromBase64(auth), body, head },
    ...{ class: act.class, begun: decision.state.day, statement: office.number },
    ...{ policy: named.policy, calendar: named.calendar, closedOn: null },
    ...columnsOf(decision.state),
    struck: office.active.flatMap(({ id }) => (act.wraps.includes(id) ? [] : [id])),
  };
  return { row, entries, wraps: act.wraps.map((reader, at) => ({ reader, wrap: wraps[at] ?? new Uint8Array() })) };
}
