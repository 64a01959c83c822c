import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { composeReport, DEFAULT, entriesOf, reportBody, routes, type ComposedReport } from "@niuniu/cases";
import { dayOf } from "@niuniu/owe";
import { ask, found, planFor, rosterOf, type Founder } from "@niuniu/sample";
import type { Roster } from "@niuniu/roster";
import { recipientOf, sealEnvelope } from "@niuniu/seal";
import { fromBase64, readVerifier, toHex } from "@niuniu/note";
import { chain as chainOf, checkEvent, isKept, openPromise, SLOT, type SlotPromise } from "@niuniu/record";
import { record } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, queryIn, random } from "./house.ts";
import { handlerOverHttp, refusalOf } from "./over-http.ts";
import { startProcess, type ServerProcess } from "./server-process.ts";

const folder = mkdtempSync("/tmp/niuniu-killed-");
const data = `${folder}/data`;
/** A Monday morning, as everywhere in the journeys. */
let offset = Date.UTC(2026, 2, 2, 2) - Date.now();
const now = (): number => Date.now() + offset;
const today = (): string => dayOf(now(), DEFAULT.calendar);

let server: ServerProcess = await startProcess(data, 0, offset);
const port = Number(new URL(server.origin).port);
let founders: readonly Founder[] = [];
let chain: Roster;

beforeAll(async () => {
  founders = await found(server.origin, server.setupCode ?? "", random);
  chain = await rosterOf(server.origin);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Power cut, and a new start on the same folder. */
async function killAndRestart(): Promise<void> {
  await server.kill();
  server = await startProcess(data, port, offset);
}

/** `npm test -- --long` has the power go at more moments. */
const LONG = process.env["NIUNIU_LONG"] === "1";
/** The delays after which the power goes, in ms: from before the request is read to after its answer is sent. */
const DELAYS: readonly number[] = LONG ? [0, 4, 8, 12, 17, 24, 32] : [0, 12, 32];
/** In the last round it goes with the first answer, however slow this machine is. */
const ROUNDS = DELAYS.length + 1;

/** Waits for the moment of this round. */
async function untilCut(round: number, asked: readonly Promise<unknown>[], slower = 1): Promise<void> {
  const delay = DELAYS[round];
  await (delay === undefined ? Promise.race(asked) : wait(delay * slower));
}

/** A report as its reporter's browser holds it: it may be sent again and again. */
interface Sealed {
  readonly composed: ComposedReport;
  readonly parcel: Uint8Array<ArrayBuffer>;
}
async function sealed(): Promise<Sealed> {
  const composed = await composeReport(planFor(chain, now(), { what: "有人看见了。" }), random);
  return { composed, parcel: reportBody(composed) };
}
const send = ({ parcel }: Sealed): Promise<routes.ReportAnswer> => ask(server.origin, routes.report, { parcel });

/** Whether it was acknowledged; a cut connection is none. */
const acknowledged = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => true,
    () => false,
  );

interface Row {
  readonly id: string;
  readonly entries: number;
  readonly missed: number;
  readonly owner: string;
  readonly due: Date;
}
const cases = async (): Promise<ReadonlyMap<string, Row>> => {
  const rows = (await queryIn(data, "select id, entries, missed, owner, due from cases_case")) as unknown as Row[];
  return new Map(rows.map((row) => [row.id, row]));
};

/** The kinds of all entries of a case in their order; throws if a number is missing or twice. */
async function kindsOf(caseId: string): Promise<readonly string[]> {
  const rows = await queryIn(data, "select number, text from cases_entry where case_id = $1 order by number", [caseId]);
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1));
  return rows.map(({ text }) => (JSON.parse(String(text).split("\n")[0] ?? "") as { readonly kind: string }).kind);
}

/** Who owes the next act of this case. */
async function ownerOf(caseId: string): Promise<Founder> {
  const id = (await cases()).get(caseId)?.owner ?? "";
  const owner = founders.find((one) => one.id === id);
  if (owner === undefined) throw new Error(`nobody owns ${caseId}`);
  return owner;
}

/** The proof that a commitment is in the record, as soon as there is one: a slot lasts ten seconds. */
async function proofOf(head: Uint8Array): Promise<string> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    const standing = await ask(server.origin, record.proof, { json: { commitment: toHex(head) } });
    if (standing.state === "proven") return standing.proof;
    await wait(500);
  }
  throw new Error("promised, and not sealed within half a minute");
}

/** Every report that was ever acknowledged. */
const kept: Sealed[] = [];

describe("a server killed in the middle", () => {
  it("loses no report it acknowledged, and stores one that is sent again only once", async () => {
    let [cut, through] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const reports = await Promise.all([sealed(), sealed(), sealed()]);
      const sending = reports.map((report) => acknowledged(send(report)));
      await untilCut(round, sending);
      await killAndRestart();
      const answered = await Promise.all(sending);
      cut += answered.filter((yes) => !yes).length;
      through += answered.filter((yes) => yes).length;
      const stored = await cases();
      for (const [at, { composed }] of reports.entries()) {
        if (answered[at] === true) expect(stored.has(composed.case)).toBe(true);
      }
      for (const report of reports) {
        const { after } = await send(report);
        expect(await kindsOf(report.composed.case)).toEqual(["report", "owed"]);
        expect(after).toHaveLength(1);
      }
      kept.push(...reports);
    }
    // Both sides of the acknowledgement were really met.
    expect(cut).toBeGreaterThan(0);
    expect(through).toBeGreaterThan(0);
    expect((await cases()).size).toBe(kept.length);
  });

  it("keeps what it has just acknowledged, and every promise it gave for it", async () => {
    const promised: { readonly promise: SlotPromise; readonly head: Uint8Array }[] = [];
    const log = readVerifier(chain.newest.log ?? "");
    for (let round = 0; round < ROUNDS; round++) {
      const report = await sealed();
      const answer = await send(report);
      const entries = entriesOf(report.composed.header, answer);
      await killAndRestart();
      kept.push(report);
      const stored = await cases();
      for (const { composed } of kept) expect(stored.has(composed.case)).toBe(true);
      const head = chainOf(entries.map(({ salt, text }) => ({ salt: fromBase64(salt), event: text }))).at(-1);
      if (head === undefined) throw new Error("an answer without entries");
      promised.push({ promise: openPromise(answer.promise, log), head });
      expect(promised.at(-1)?.promise.commitment).toEqual(head);
    }
    // The slot of the last one is over as well.
    offset += SLOT;
    server.setOffset(offset);
    for (const { promise, head } of promised) {
      expect(isKept(promise, checkEvent(await proofOf(head), head, log).when)).toBe(true);
    }
  });

  it("keeps an answer or knows nothing of it, and never has it twice", async () => {
    let lost = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const caseId = kept[round]?.composed.case ?? "";
      const owner = await ownerOf(caseId);
      const handler = await handlerOverHttp(server.origin, owner, today);
      expect(await refusalOf(handler.act(caseId, { kind: "open", envelope: null }))).toBeNull();
      const text = { niuniu: "message v1", case: caseId, text: "我看到了，今天就办。" };
      const envelope = await sealEnvelope([await recipientOf(fromBase64(owner.identity))], text);
      const answering = acknowledged(handler.act(caseId, { kind: "answer", envelope }));
      await untilCut(round, [answering], 2);
      await killAndRestart();
      const answered = await answering;
      const answers = (await kindsOf(caseId)).filter((kind) => kind === "answer").length;
      expect(answers).toBeLessThanOrEqual(1);
      if (answered) expect(answers).toBe(1);
      if (answers === 0) {
        lost++;
        const again = await handlerOverHttp(server.origin, owner, today);
        expect(await refusalOf(again.act(caseId, { kind: "answer", envelope }))).toBeNull();
      }
      expect((await kindsOf(caseId)).filter((kind) => kind === "answer")).toHaveLength(1);
      expect((await kindsOf(caseId)).at(-1)).toBe("owed");
    }
    expect(lost).toBeLessThan(ROUNDS);
  });

  it("acts on every missed date once, though killed while it does", async () => {
    for (const delay of LONG ? [0, 5, 15, 30, 60, 90, 120] : [0, 30, 120]) {
      const before = await cases();
      offset += 20 * DAY;
      const moment = now();
      server.setOffset(offset);
      await wait(delay);
      await killAndRestart();
      const after = await cases();
      for (const [id, { due, missed, owner }] of before) {
        const row = after.get(id);
        expect(due.getTime()).toBeLessThan(moment);
        expect(row?.missed).toBe(missed + 1);
        expect(row?.owner).not.toBe(owner);
        expect(row?.due.getTime()).toBeGreaterThan(moment);
        expect((await kindsOf(id)).filter((kind) => kind === "missed")).toHaveLength(missed + 1);
      }
    }
  });
});
