import { toBase64 } from "@niuniu/note";
import { countedRandom } from "@niuniu/roster/testing";
import { smallLog, smallWitness, type SmallLog } from "@niuniu/trust/testing";
import { describe, expect, test } from "vitest";
import { readCalendar } from "@niuniu/owe";
import { CALENDAR } from "@niuniu/wire";
import type { SaltedText } from "../thread.ts";
import { readAcknowledgement } from "./acknowledged.ts";
import { keptIn } from "./against-saved.ts";
import { holdAgainst, type Held } from "./on-record.ts";

const NOON = Date.UTC(2026, 10, 23, 4);
const CASE = "7QK4M3VXDP0ZR8TH";
const random = countedRandom("on record");
const step = (): SaltedText => ({
  text: `${JSON.stringify({ niuniu: "event v1", date: "2026-11-23" })}\n`,
  salt: toBase64(random(32)),
});

/** A report that was promised and saved, then sealed where `sealed`, in a record that has gone on since. */
async function reported(log: SmallLog, sealed: boolean) {
  await log.seal(NOON - 10_000);
  const entries = [step(), step()];
  const checkpoint = log.checkpoint();
  const promise = log.promise(NOON, entries);
  const seal = await log.seal(NOON, sealed ? entries : []);
  const proof = sealed ? await seal.prove() : null;
  const saved = { case: CASE, entries, promise, proof, log: log.log.vkey, checkpoint };
  await log.seal(NOON + 10_000);
  return { entries, saved, proofs: sealed ? [{ number: 2, proof: await seal.prove() }] : [] };
}

function heldIn(log: SmallLog, entries: readonly SaltedText[], more: Partial<Held>): Held {
  const { size, root, note } = log.mark();
  return {
    thread: { case: CASE, entries, proofs: [], promises: [] },
    view: {
      ...{ log: log.log, vkey: log.log.vkey, named: true, checkpoint: note, size, root },
      ...{ until: NOON + 20_000, stale: false, witnesses: [], putBack: null, statementAt: 0 },
    },
    ...{ calendar: readCalendar(CALENDAR), first: entries[0]?.salt ?? "", file: null },
    ...{ pinned: null, grown: "new", ask: log.between, now: NOON + 3_600_000, ...more },
  };
}
const codesOf = async (held: Held) => (await holdAgainst(held)).findings.map(({ code }) => code);

describe("a case held against the record, the saved file and this device", () => {
  test("is all right when everything agrees", async () => {
    const log = await smallLog();
    const { entries, saved, proofs } = await reported(log, true);
    const thread = { case: CASE, entries, proofs, promises: [] };
    const held = heldIn(log, entries, { thread, file: keptIn(saved) });
    expect(await holdAgainst(held)).toMatchObject({
      findings: [],
      standings: [{ state: "sealed" }, { state: "sealed" }],
      fileHolds: true,
    });
    expect(await holdAgainst({ ...held, file: null })).toMatchObject({ findings: [], fileHolds: false });
  });

  test("says nothing of the file while what it holds is only promised", async () => {
    const log = await smallLog();
    const { entries, saved } = await reported(log, false);
    const thread = { case: CASE, entries, proofs: [], promises: [{ number: 2, promise: saved.promise }] };
    const held = heldIn(log, entries, { thread, file: keptIn(saved), now: NOON });
    expect(await holdAgainst(held)).toMatchObject({ findings: [], fileHolds: false });
  });

  test("shows a promise of the file that nobody kept", async () => {
    const log = await smallLog();
    const { entries, saved } = await reported(log, false);
    expect(await codesOf(heldIn(log, entries, { file: keptIn(saved) }))).toEqual(["unsealed", "broken-promise"]);
  });

  test("shows a case whose end was cut off since the file was saved, with the file as evidence", async () => {
    const log = await smallLog();
    const { saved } = await reported(log, true);
    const entries = saved.entries.slice(0, 1);
    const alone = await log.seal(NOON + 30_000, entries);
    const thread = { case: CASE, entries, proofs: [{ number: 1, proof: await alone.prove() }], promises: [] };
    const { findings, exhibits } = await holdAgainst(heldIn(log, entries, { thread, file: keptIn(saved) }));
    expect(findings).toEqual([{ code: "cut", kept: 2, found: 1 }]);
    expect(exhibits.map(({ text }) => text)).toContain(saved.promise);
  });

  test("shows a record that is another one than the file's or this device's", async () => {
    const [log, fork, stranger] = [await smallLog(), await smallLog(), await smallLog("stranger")];
    const { saved } = await reported(log, true);
    const { entries, proofs } = await reported(fork, true);
    const thread = { case: CASE, entries, proofs, promises: [] };
    const file = keptIn({ ...saved, case: CASE });
    expect(await codesOf(heldIn(fork, entries, { thread, file, first: saved.entries[0]?.salt ?? "" }))).toEqual([
      ...["rewritten", "fork"],
    ]);
    const device = log.mark("device");
    expect(await codesOf(heldIn(fork, entries, { thread, pinned: device, grown: "fork" }))).toEqual(["fork"]);
    const theirs = await reported(stranger, true);
    const other = { case: CASE, entries: theirs.entries, proofs: theirs.proofs, promises: [] };
    const moved = heldIn(stranger, theirs.entries, { thread: other, file, first: saved.entries[0]?.salt ?? "" });
    expect(await codesOf(moved)).toEqual(["rewritten", "other-log"]);
  });

  test("shows a promise of the file that a later promise, or a proof at another time, was put in the place of", async () => {
    const log = await smallLog();
    const { entries, saved } = await reported(log, false);
    const now = NOON + 5 * 3_600_000;
    const broken = { code: "broken-promise", number: 0, at: NOON + 10_000 };
    const again = { case: CASE, entries, proofs: [], promises: [{ number: 2, promise: log.promise(now, entries) }] };
    const file = keptIn(saved);
    expect((await holdAgainst(heldIn(log, entries, { thread: again, file, now }))).findings).toEqual([broken]);
    const late = { number: 2, proof: await (await log.seal(now, entries)).prove() };
    const thread = { case: CASE, entries, proofs: [late], promises: [] };
    expect((await holdAgainst(heldIn(log, entries, { thread, file, now }))).findings).toEqual([broken]);
    const day = { number: 2, proof: await (await log.sealDay(NOON, entries)).prove() };
    expect(await codesOf(heldIn(log, entries, { thread: { ...thread, proofs: [day] }, file, now }))).toEqual([]);
  });

  test("calls nothing witnessed that nobody has shown to be in the record the witnesses saw, and says that it was not shown", async () => {
    const [seen, hidden] = [await smallLog(), await smallLog()];
    const union = smallWitness("union.example");
    for (let at = 0; at < 5; at++) await seen.seal(NOON + at * 10_000);
    const entries = [step(), step()];
    const proof = await (await hidden.seal(NOON, entries)).prove();
    const thread = { case: CASE, entries, proofs: [{ number: 2, proof }], promises: [] };
    const held = heldIn(seen, entries, { thread, ask: () => Promise.reject(new Error("503")) });
    const checkpoint = seen.checkpoint([union], NOON);
    const { findings, standings } = await holdAgainst({
      ...held,
      view: { ...held.view, checkpoint, witnesses: [union.text] },
    });
    expect(findings).toEqual([{ code: "uncompared", against: "record" }]);
    expect(standings).toMatchObject([{ seal: { witnessed: [] } }, { seal: { witnessed: [] } }]);
  });

  test("passes over a file of something else, and says when a file is damaged", async () => {
    const log = await smallLog();
    const { saved } = await reported(log, true);
    const { entries, proofs } = await reported(log, true);
    const thread = { case: CASE, entries, proofs, promises: [] };
    expect(await codesOf(heldIn(log, entries, { thread, file: keptIn(saved) }))).toEqual(["other-file"]);
    expect(await holdAgainst(heldIn(log, entries, { thread, file: keptIn(saved) }))).toMatchObject({
      fileHolds: false,
    });
    expect(await codesOf(heldIn(log, entries, { thread, file: "damaged" }))).toEqual(["bad-file"]);
  });
});

describe("the answer to what began a matter", () => {
  test("counts when the log signed for exactly what was sent, about now", async () => {
    const log = await smallLog();
    const entries = [step(), step()];
    const sent = { case: CASE, first: entries[0] ?? step() };
    const answer = {
      ...{ case: CASE, owed: null, promise: log.promise(NOON, entries), proof: "" },
      after: entries.slice(1),
    };
    expect(readAcknowledgement(answer, sent, log.log, NOON)).toMatchObject({ at: NOON + 10_000, proof: null });
    const read = (change: Partial<typeof answer>, now = NOON) =>
      readAcknowledgement({ ...answer, ...change }, sent, log.log, now);
    expect(() => read({ case: "ANOTHER" })).toThrow("something else");
    expect(() => read({ after: [step()] })).toThrow("something else");
    expect(() => read({ after: [] })).toThrow("something else");
    const other = { case: CASE, first: step() };
    expect(() => readAcknowledgement(answer, other, log.log, NOON)).toThrow("something else");
    expect(() => read({ promise: "" })).toThrow("malformed");
    expect(() => read({}, NOON + 3_600_000)).toThrow("another time");
    const proof = await (await log.seal(NOON, entries)).prove();
    expect(read({ promise: "", proof }, NOON + 3_600_000)).toMatchObject({ slot: null, at: NOON + 10_000, proof });
  });
});
