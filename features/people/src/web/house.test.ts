import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { checkChain, countersign, propose } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { pinnedMilestone, type Asking } from "@niuniu/trust";
import { putBackAt, putBackSaid, smallLog, type SmallLog } from "@niuniu/trust/testing";
import { CallError, type Ask, type RosterAnswer } from "@niuniu/wire";
import type { Head } from "@niuniu/wire/record";
import { describe, expect, it } from "vitest";
import { aheadOf, BrokenHouse, loadHouse, loadRoom } from "./house.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 2, 2, 12);

describe("the server's clock, of which only the hour is told", () => {
  it("changes nothing for a device that is right", () => {
    for (const minutes of [0, 1, 30, 59.99]) expect(aheadOf(NOON, NOON + minutes * 60_000)).toBe(0);
  });

  it("leads a wrong device back into that hour, and no further", () => {
    expect(aheadOf(NOON, NOON - 5 * HOUR)).toBe(5 * HOUR);
    const late = NOON + 3 * HOUR;
    expect(late + aheadOf(NOON, late)).toBe(NOON + HOUR - 1);
  });
});

const NOW = putBackAt + HOUR;
const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));
const texts = { policy: "{}", calendar: '{"offset":"+08:00"}' };
const ORIGIN = "line.example.org/record";
/** The log of the house. Logs of one label share their key. */
const openLog = (origin = ORIGIN): Promise<SmallLog> => smallLog("house", origin);
const { log } = await openLog();
const committee = sampleRoster(countedRandom("members"), NOW - 90 * DAY, undefined, {
  ...{ policy: hashOf(texts.policy), calendar: hashOf(texts.calendar), log: log.vkey },
});
/** Statement 1, and a second one that a quorum has signed. */
const [one] = committee.notes as readonly [string];
const draft = propose(committee.roster, {
  ...{ date: committee.roster.newest.date, validUntil: committee.roster.newest.validUntil, effective: NOW - 60 * DAY },
});
const two = [...committee.seeds].reduce((note, [id, seed]) => countersign(committee.roster, note, { id, seed }), draft);
const first = committee.roster.hashes[0] ?? "";

/** A record in which these statements stand, and the head that everybody is given. */
async function recordWith(notes: readonly string[], small?: SmallLog): Promise<Head> {
  const into = small ?? (await openLog());
  let statement = null;
  for (const note of notes) {
    statement = await into.publish(checkChain([one]).newest.date, note);
    // Long enough ago that nobody asks since when.
    for (let slots = 0; slots < 400 && notes.length > 1; slots++) await into.seal(NOW - 400 * 10_000 + slots * 10_000);
  }
  return into.head(await into.seal(NOW - 10_000), statement);
}

interface Served extends Partial<RosterAnswer> {
  /** What is answered for the record, one after the other; the last one stays. */
  readonly heads?: readonly (Head | CallError)[];
  /** This device's clock. */
  readonly at?: number;
}

/** A line that answers so, and how often it was asked for the record. */
function line({ heads = [], at = NOW, ...said }: Served): Asking & { readonly asked: () => number } {
  let asked = 0;
  const answers: Readonly<Record<string, () => unknown>> = {
    "/people/roster": () => ({ statements: [one], ...texts, now: Math.floor(NOW / HOUR) * HOUR, ...said }),
    "/record/head": () => heads[Math.min(asked++, heads.length - 1)],
  };
  const ask = ({ path }: { readonly path: string }): Promise<unknown> => {
    const answer = answers[path]?.() ?? new CallError("host/not-found", 404);
    return answer instanceof CallError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { ask: ask as Ask, now: () => at, wait: () => Promise.resolve(), asked: () => asked };
}

function browser() {
  const kept = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return { ...shelf, line: () => kept.get("niuniu.first-statement") ?? null };
}

/** How somebody at the gate is received: let in, or why not. */
const received = (loading: Promise<unknown>): Promise<string> =>
  loading.then(
    () => "in",
    (error: unknown) => {
      if (error instanceof BrokenHouse) return `${error.why}${error.clocksApart ? ", and a clock is wrong" : ""}`;
      if (error instanceof CallError) return error.code;
      throw error;
    },
  );

const away = new CallError("ui/unreachable", 0);
const empty = new CallError("host/record-empty", 503);

describe("at the desk's gate", () => {
  it("a statement that stands in the record is believed, and remembered", async () => {
    const device = browser();
    const house = await loadHouse(line({ heads: [await recordWith([one])] }), device);
    expect(house).toMatchObject({ zone: "+08:00", record: { named: true } });
    expect(house.roster?.hashes).toEqual([first]);
    expect(device.line()).toBe(`${first} 1 ${first}`);
    // What tells when somebody was here is remembered by the desk, once it is known who works at it.
    expect(pinnedMilestone(device)).toBeNull();
  });

  it("a statement that a quorum has signed and the record does not hold is refused, and not remembered", async () => {
    const device = browser();
    const heads = [await recordWith([one])];
    const lying = line({ statements: [one, two], heads });
    expect(await received(loadHouse(lying, device))).toBe("unrecorded");
    // After the same patience as on a reporter's page.
    expect(lying.asked()).toBe(5);
    expect(device.line()).toBeNull();
    // Nor to a desk that knows the one before, which goes on knowing it.
    expect(await received(loadHouse(line({ heads }), device))).toBe("in");
    expect(await received(loadHouse(line({ statements: [one, two], heads }), device))).toBe("unrecorded");
    expect(device.line()).toBe(`${first} 1 ${first}`);
  });

  it("another committee than this browser saw, and one cut back, is refused before the record is asked for", async () => {
    const device = browser();
    const heads = [await recordWith([one, two])];
    expect(await received(loadHouse(line({ statements: [one, two], heads }), device))).toBe("in");
    const cut = line({ heads });
    expect(await received(loadHouse(cut, device))).toBe("cut");
    expect(cut.asked()).toBe(0);
    const other = sampleRoster(countedRandom("other"), NOW - 90 * DAY, undefined, {
      ...{ policy: hashOf(texts.policy), calendar: hashOf(texts.calendar) },
    });
    expect(await received(loadHouse(line({ statements: other.notes, heads }), device))).toBe("replaced");
    expect(await received(loadHouse(line({ statements: [one.replace("Wen Jing", "Wen Jinq")] }), device))).toBe(
      "chain",
    );
    expect(await received(loadHouse(line({ policy: "{ }" }), device))).toBe("texts");
  });

  it("a statement signed just now is waited for until it has entered the record", async () => {
    const [before, after] = [await recordWith([one]), await recordWith([one, two])];
    const asking = line({ statements: [one, two], heads: [before, before, after] });
    expect(await received(loadHouse(asking, browser()))).toBe("in");
  });

  it("founders come in before there is anything to prove, and wait while the first leaf is sealed", async () => {
    const device = browser();
    const founding = line({ statements: [] });
    expect(await loadHouse(founding, device)).toMatchObject({ roster: null, zone: "+08:00", record: null });
    expect([founding.asked(), device.line()]).toEqual([0, null]);
    const heads = [empty, empty, await recordWith([]), await recordWith([one])];
    expect(await received(loadHouse(line({ heads }), device))).toBe("in");
  });

  it("a record that nobody answers for keeps out nobody who has seen this statement, and says nothing against the rest", async () => {
    const device = browser();
    expect(await received(loadHouse(line({ heads: [away] }), device))).toBe("ui/unreachable");
    expect(device.line()).toBeNull();
    expect(await received(loadHouse(line({ heads: [await recordWith([one])] }), device))).toBe("in");
    for (const heads of [[away], [empty], [new CallError("host/failed", 500)]]) {
      expect((await loadHouse(line({ heads }), device)).record).toBeNull();
    }
    // A newer one has to be proven.
    expect(await received(loadHouse(line({ statements: [one, two], heads: [away] }), device))).toBe("ui/unreachable");
  });

  it("a founder who saw statement 1 come about in the signing room is let in, whoever answers for the record", async () => {
    const device = browser();
    expect(await loadRoom(line({ statements: [] }), device)).toMatchObject({ roster: null });
    expect(device.line()).toBeNull();
    expect((await loadRoom(line({}), device)).roster?.hashes).toEqual([first]);
    expect(await received(loadHouse(line({ heads: [empty] }), device))).toBe("in");
    expect(await received(loadHouse(line({ heads: [away] }), device))).toBe("in");
  });

  it("the signing room remembers statement 1, and no later one that nobody has proven", async () => {
    const device = browser();
    expect((await loadRoom(line({ statements: [one, two] }), device)).roster?.newest.number).toBe(2);
    expect(device.line()).toBe(`${first} 1 ${first}`);
    expect(await received(loadHouse(line({ statements: [one, two], heads: [away] }), device))).toBe("ui/unreachable");
    const heads = [await recordWith([one, two])];
    expect(await received(loadHouse(line({ statements: [one, two], heads }), device))).toBe("in");
    const seen = device.line();
    // Coming back there forgets nothing.
    expect(await received(loadRoom(line({ statements: [one, two] }), device))).toBe("in");
    expect(device.line()).toBe(seen);
    expect(await received(loadRoom(line({}), device))).toBe("cut");
  });

  it("a record begun anew that waits for the committee's signatures lets them in; with a wrong clock it says so", async () => {
    const [old, anew] = [await openLog(), await openLog(`${ORIGIN}/2`)];
    const word = putBackSaid(old);
    const said = await anew.publish("2026-11-23", word, "put-back");
    const { date } = checkChain([one]).newest;
    const statement = await anew.publish(date, one);
    const head = await anew.head(await anew.seal(NOW - 10_000), statement);
    const heads = [{ ...head, putBack: [{ note: word, proof: await said.prove() }] }];
    expect(await received(loadHouse(line({ heads }), browser()))).toBe("in");
    const behind = line({ heads, at: NOW - 3 * DAY });
    expect(await received(loadHouse(behind, browser()))).toBe("unrecorded, and a clock is wrong");
    // Without that word it is another record than the committee names.
    expect(await received(loadHouse(line({ heads: [head] }), browser()))).toBe("unrecorded");
  });
});
