import { writePutBack } from "@niuniu/note";
import { SLOT, writePublic } from "@niuniu/record";
import { checkChain, countersign, propose, type Roster } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { CallError } from "@niuniu/wire";
import { beforeAll, describe, expect, it } from "vitest";
import { earlyIn, type AskRecord } from "./early.ts";
import { smallLog } from "../testing.ts";
import { readRecord } from "./view.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 2);
const { notes, roster, seeds } = sampleRoster(countedRandom("early"), NOW - 90 * 24 * HOUR);

/** The next statement of a chain, which says that it took effect so many hours before now. */
function next(chain: readonly string[], hours: number): readonly string[] {
  const before: Roster = checkChain(chain);
  const { date, validUntil } = roster.newest;
  const draft = propose(before, { date, validUntil, effective: NOW - hours * HOUR });
  return [...chain, [...seeds].reduce((note, [id, seed]) => countersign(before, note, { id, seed }), draft)];
}

/** A record of more than an hour in which nothing is said, then these statements and what else is put in, one after the other. */
async function recordOf(
  chain: readonly string[],
  others: readonly (readonly ["put-back" | "downtime", string])[] = [],
) {
  const log = await smallLog("early");
  const date = roster.newest.date;
  const first = await log.publish(date, chain[0] ?? "");
  let slot = NOW - 400 * SLOT;
  for (let leaves = 0; leaves < 361; leaves++) await log.seal((slot += SLOT));
  const texts = [...others, ...chain.slice(1).map((body) => ["roster", body] as const)];
  const entered = [];
  for (const [kind, body] of texts) {
    entered.push({ kind, text: writePublic({ kind, date, body }), sealed: await log.publish(date, body, kind) });
  }
  const last = await log.seal(NOW - SLOT);
  const statements = entered.filter(({ kind }) => kind === "roster").reverse();
  const head = await log.head(last, statements[0]?.sealed ?? null);
  const earlier = await Promise.all(
    [...statements.slice(1).map(({ sealed }) => sealed), first].map((one) => one.prove()),
  );
  return { log, head, earlier, entered };
}
type Recorded = Awaited<ReturnType<typeof recordOf>>;

const askOf = ({ entered }: Recorded): AskRecord => {
  const entries = entered.map(({ text, sealed }) => ({ index: sealed.index, salt: "", text, tombstone: null, sealed }));
  return {
    entries: () => Promise.resolve({ entries, more: false }),
    entry: async (index) => {
      const found = entries.find((one) => one.index === index);
      if (found === undefined) throw new CallError("host/not-in-record", 404);
      return { ...found, proof: await found.sealed.prove() };
    },
  };
};
const silent: AskRecord = {
  entries: () => Promise.reject(new CallError("host/not-in-record", 404)),
  entry: () => Promise.reject(new CallError("host/not-in-record", 404)),
};

const found = (chain: readonly string[], recorded: Recorded, ask = askOf(recorded), earlier = recorded.earlier) => {
  const checked = checkChain(chain);
  const newest = { ...checked.newest, log: recorded.log.log.vkey };
  const record = readRecord(recorded.head, { statement: newest, note: chain.at(-1) ?? "" }, NOW);
  return earlyIn({ roster: checked, notes: chain, record, earlier }, ask);
};

describe("the statements of the last days, as a reporter's page finds them in the record", () => {
  let plain: Recorded;
  const back = next(notes, 80);
  beforeAll(async () => {
    plain = await recordOf(back);
  });

  it("one that took effect three days before the record held it is told", async () => {
    expect(await found(back, plain)).toMatchObject({ number: 2, effective: NOW - 80 * HOUR });
  });

  it("also where a harmless one was signed on top of it", async () => {
    const chain = next(back, 1);
    const recorded = await recordOf(chain);
    expect(await found(chain, recorded)).toMatchObject({ number: 2 });
  });

  it("and where the host does not show since when the record holds the one below", async () => {
    const chain = next(back, 1);
    const recorded = await recordOf(chain);
    expect(await found(chain, recorded, askOf(recorded), [])).toEqual({
      ...{ number: 2, effective: NOW - 80 * HOUR, since: null },
    });
  });

  it("one signed within the day is in order, as is statement 1", async () => {
    const chain = next(notes, 20);
    const recorded = await recordOf(chain);
    expect(await found(chain, recorded, silent)).toBeNull();
  });

  it("an absence of the host excuses it, where it stands in the record", async () => {
    const absence = JSON.stringify({ from: (NOW - 70 * HOUR) / SLOT, to: NOW / SLOT - 1_000 });
    const away = await recordOf(back, [["downtime", absence]]);
    expect(await found(back, away)).toBeNull();
    expect(await found(back, away, silent)).toMatchObject({ number: 2 });
    const elsewhere = (await recordOf(back, [["downtime", absence]])).entered;
    const invented = { ...askOf(plain), entries: askOf({ ...plain, entered: elsewhere }).entries };
    expect(await found(back, plain, invented)).toMatchObject({ number: 2 });
  });

  it("so does the word of having been put back just below it: until then the record stood still", async () => {
    const at = new Date(NOW - 81 * HOUR).toISOString();
    const { signer } = plain.log;
    const counts = { kept: 4, statements: 1, times: 1 };
    const said = writePutBack({ origin: signer.name, date: "2026-02-26", of: at, at, ...counts }, signer);
    expect(await found(back, await recordOf(back, [["put-back", said]]))).toBeNull();
  });
});
