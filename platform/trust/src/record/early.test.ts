import { toBase64, writePutBack } from "@niuniu/note";
import { SLOT, writePublic } from "@niuniu/record";
import { checkChain, countersign, propose, type Roster } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { CallError } from "@niuniu/wire";
import { beforeAll, describe, expect, it } from "vitest";
import { earlyIn } from "./early.ts";
import type { AskRecord } from "./held.ts";
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

type Step = readonly ["put-back" | "downtime" | "roster", string] | { readonly slot: number };

/** A record of more than an hour in which nothing is said until `began`, then these texts and slots, and one that ends now. */
async function recordWith(steps: readonly Step[], began = NOW - 400 * SLOT) {
  const log = await smallLog("early");
  const date = roster.newest.date;
  const first = await log.publish(date, notes[0] ?? "");
  for (let leaves = 360; leaves >= 0; leaves--) await log.seal(began - leaves * SLOT);
  const entered = [];
  for (const step of steps) {
    if ("slot" in step) await log.seal(step.slot);
    else {
      const [kind, body] = step;
      entered.push({ kind, text: writePublic({ kind, date, body }), sealed: await log.publish(date, body, kind) });
    }
  }
  const last = await log.seal(NOW - SLOT);
  const statements = entered.filter(({ kind }) => kind === "roster").reverse();
  const head = await log.head(last, statements[0]?.sealed ?? null);
  const earlier = await Promise.all(
    [...statements.slice(1).map(({ sealed }) => sealed), first].map((one) => one.prove()),
  );
  return { log, head, earlier, entered };
}

/** The same, in which these statements enter after what else is said. */
const recordOf = (
  chain: readonly string[],
  others: readonly (readonly ["put-back" | "downtime", string])[] = [],
  began?: number,
) => recordWith([...others, ...chain.slice(1).map((body) => ["roster", body] as const)], began);
type Recorded = Awaited<ReturnType<typeof recordWith>>;

const askOf = ({ log, entered }: Recorded): AskRecord => ({
  entries: (after) => {
    const entries = entered.map(({ text, sealed: { index, opening } }) => {
      const salt = opening.kind === "public" ? toBase64(opening.salt) : "";
      return { index, salt, text, tombstone: null };
    });
    return Promise.resolve({ entries: entries.filter(({ index }) => index > after), more: false });
  },
  below: log.below,
});
const silent: AskRecord = {
  entries: () => Promise.reject(new CallError("host/not-in-record", 404)),
  below: () => Promise.reject(new CallError("host/bad-range", 422)),
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

  it("also under as many texts as three days have leaves, which only look like time, alone or with a harmless one on top", async () => {
    const chain = next(back, 1);
    const texts = Array.from({ length: 26_000 }, (_, at) => ["downtime", `${at}`] as const);
    const [dated = "", harmless = ""] = chain.slice(1);
    const under = await recordWith([["roster", dated], ...texts]);
    expect(await found(back, under)).toMatchObject({ number: 2, since: expect.any(Number) as number });
    // Refused, the count would acquit it: nobody can tell, and that is said.
    expect(await found(back, under, silent)).toMatchObject({ number: 2, since: null });
    const topped = await recordWith([["roster", dated], ["roster", harmless], ...texts]);
    expect(await found(chain, topped)).toMatchObject({ number: 2, since: expect.any(Number) as number });
  });

  it("a server that spoils its first answer is asked again before anything is said", async () => {
    const stood = await recordWith([["roster", back[1] ?? ""]], NOW - 79 * HOUR);
    let asked = 0;
    const once: AskRecord = {
      ...askOf(stood),
      below: (...at) => (asked++ === 0 ? silent.below(...at) : stood.log.below(...at)),
    };
    expect(await found(back, stood, once)).toBeNull();
    expect(asked).toBe(2);
    const busy: AskRecord = { ...silent, below: () => Promise.reject(new CallError("host/busy", 503)) };
    await expect(found(back, stood, busy)).rejects.toThrow("host/busy");
  });

  it("one signed within the day is in order, as is statement 1", async () => {
    const chain = next(notes, 20);
    const recorded = await recordOf(chain);
    expect(await found(chain, recorded, silent)).toBeNull();
  });

  const absence = (from: number, to: number) =>
    ["downtime", JSON.stringify({ from: from / SLOT, to: to / SLOT - 1 })] as const;

  it("is in order in a record that stood still after it, while the host was away, where the slot below it is proven", async () => {
    const [statement = ""] = back.slice(1);
    const began = NOW - 79 * HOUR;
    const away = await recordWith([["roster", statement], absence(began + SLOT, NOW - SLOT)], began);
    expect(await found(back, away)).toBeNull();
    expect(await found(back, away, silent)).toMatchObject({ number: 2 });
    const other = await found(back, away, askOf(plain));
    expect(other).toMatchObject({ number: 2 });
  });

  it("an absence that the slots below it belie excuses nothing, whether it is said before or after it", async () => {
    const [statement = ""] = back.slice(1);
    const before = absence(NOW - 70 * HOUR, NOW - 1_000 * SLOT);
    expect(await found(back, await recordOf(back, [before]))).toMatchObject({ number: 2 });
    const over = absence(NOW - 79 * HOUR, NOW - 10 * SLOT);
    expect(await found(back, await recordOf(back, [over]))).toMatchObject({ number: 2 });
    const after = await recordWith([["roster", statement], over, { slot: NOW - 3 * SLOT }]);
    expect(await found(back, after)).toMatchObject({ number: 2, since: NOW - 399 * SLOT });
  });

  it("and a leaf passed over on the way to an older slot proves nothing", async () => {
    const skipping: AskRecord = { ...askOf(plain), below: (index, size) => plain.log.below(index - 1, size) };
    expect(await found(back, plain, skipping)).toMatchObject({ number: 2 });
  });

  it("so does the word of having been put back just below it: until then the record stood still", async () => {
    const at = new Date(NOW - 81 * HOUR).toISOString();
    const { signer } = plain.log;
    const counts = { kept: 4, statements: 1, times: 1 };
    const said = writePutBack({ origin: signer.name, date: "2026-02-26", of: at, at, ...counts }, signer);
    const stood = await recordOf(back, [["put-back", said]], NOW - 2 * SLOT);
    expect(await found(back, stood)).toBeNull();
    expect(await found(back, stood, { ...askOf(stood), entries: silent.entries })).toMatchObject({ number: 2 });
    // A slot above the word of it: the record had gone on.
    const [statement = ""] = back.slice(1);
    const on = await recordWith([["put-back", said], { slot: NOW - 10 * SLOT }, ["roster", statement]]);
    expect(await found(back, on)).toMatchObject({ number: 2 });
  });
});
