import { fromBase64, toBase64, toHex } from "@niuniu/note";
import { chain } from "@niuniu/record";
import { countedRandom } from "@niuniu/roster/testing";
import { smallLog } from "@niuniu/trust/testing";
import { CallError } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import { describe, expect, test } from "vitest";
import type { Recorded, SaltedText } from "../thread.ts";
import { outbox, Overtaken } from "./outbox.ts";
import type { SignedAct } from "./taken.ts";

const NOON = Date.UTC(2026, 10, 23, 4);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STALE = "toy/stale-head";
const random = countedRandom("outbox");
const salted = (text: string): SaltedText => ({ text, salt: toBase64(random(32)) });
const headOf = (entries: readonly SaltedText[]): string =>
  toHex(chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }))).at(-1) ?? new Uint8Array(32));

type Answer = ParcelOf<Recorded & { readonly head: string }>;
/** What a host does with an act: how it answers, given the case before and after, and what it makes of its promise. */
type Host = (given: { readonly before: Answer; readonly after: Answer }) => Answer;

/** A matter kept by a server that takes acts as it should, and answers each as `host` likes. */
async function caseWith() {
  const { log, promise, seal } = await smallLog();
  let entries: readonly SaltedText[] = [salted("report\n"), salted("owed\n")];
  const shown = (of: readonly SaltedText[], at = NOON): Answer => ({
    header: {
      entries: of.map((one) => ({ ...one, part: -1 })),
      head: headOf(of),
      proofs: [],
      promises: [{ number: of.length, promise: promise(at, of) }],
    },
    parts: [],
  });
  const received: string[] = [];
  const take = ({ act, number, previous }: SignedAct): void => {
    received.push(act);
    if (number !== entries.length + 1 || previous !== headOf(entries)) throw new CallError(STALE, 409);
    entries = [...entries, salted(act), salted("what follows\n")];
  };
  const box = outbox<Answer>(STALE);
  let signs = 0;
  let off = 0;
  let waited = 0;
  const sign = (): Promise<SignedAct> =>
    Promise.resolve({
      act: `act ${++signs}\n`,
      number: entries.length + 1,
      previous: headOf(entries),
      parts: [],
    });
  const say = (
    host: Host = ({ after }) => after,
    read = (): Answer | Promise<Answer> => shown(entries),
    underway = () => undefined,
  ) =>
    box.deliver("say …", sign, {
      send: async (signed) => {
        const before = shown(entries);
        underway();
        take(signed);
        return Promise.resolve(host({ before, after: shown(entries) }));
      },
      read: async () => Promise.resolve(read()),
      log: () => Promise.resolve({ log, until: 0 }),
      clock: () => NOON + 5_000 + off,
      wait: (ms) => Promise.resolve(void (waited += ms)),
    });
  const meanwhile = (): undefined => void (entries = [...entries, salted("somebody else\n")]);
  const count = (text: string): number => entries.filter((one) => one.text === text).length;
  /** The thread under its proof, as a server shows it once the slot is over. */
  const proven = async (): Promise<Answer> => {
    const { header, parts } = shown(entries);
    const proof = await (await seal(NOON, entries)).prove();
    return { header: { ...header, promises: [], proofs: [{ number: entries.length, proof }] }, parts };
  };
  const setOff = (ms: number): void => void (off = ms);
  const house = { say, shown, received, meanwhile, count, promise, entries: () => entries };
  return { ...house, proven, setOff, waited: () => waited };
}

const cut: Host = () => {
  throw new CallError("ui/unreachable", 0);
};
const unconfirmed = { code: "ui/unconfirmed" };

describe("whether an act was taken", () => {
  test("it was, where its exact text stands in its place under a promise of the log", async () => {
    const { say } = await caseWith();
    const { header } = await say();
    expect(header.entries.map(({ text }) => text)).toEqual(["report\n", "owed\n", "act 1\n", "what follows\n"]);
  });

  const lies: Readonly<Record<string, (house: Awaited<ReturnType<typeof caseWith>>) => Host>> = {
    "the thread as it was": () => (given) => given.before,
    "another text in the place of the act": ({ shown, entries }) => {
      return () => shown(entries().map((one, at) => (at === 2 ? salted("act 2\n") : one)));
    },
    "the act upon another story": ({ shown, entries }) => {
      return () => shown(entries().map((one, at) => (at === 0 ? salted("report\n") : one)));
    },
    "the act without any promise": () => (given) => {
      return { ...given.after, header: { ...given.after.header, promises: [] } };
    },
    "a promise for the head before the act": () => (given) => {
      return { ...given.after, header: { ...given.after.header, promises: given.before.header.promises } };
    },
    "a promise for a time far off": ({ shown, entries }) => {
      return () => shown(entries(), NOON + 3_600_000);
    },
    "a promise for a time long past": ({ shown, entries }) => {
      return () => shown(entries(), NOON - 3_600_000);
    },
    "a proof that is none": () => (given) => {
      const proofs = [{ number: 4, proof: "c2sp.org/tlog-proof@v1\n" }];
      return { ...given.after, header: { ...given.after.header, promises: [], proofs } };
    },
  };
  for (const [lie, hostOf] of Object.entries(lies)) {
    test(`it is not confirmed by ${lie}`, async () => {
      const house = await caseWith();
      const host = hostOf(house);
      let told = house.shown([]);
      const lied: Host = (given) => (told = host(given));
      await expect(house.say(lied, () => told)).rejects.toMatchObject(unconfirmed);
    });
  }

  test("it is not confirmed by a promise of another log, nor by one that the record has left behind", async () => {
    const house = await caseWith();
    const other = await smallLog("other");
    const strange: Host = ({ after }) => {
      const promises = [{ number: 4, promise: other.promise(NOON, after.header.entries) }];
      return { ...after, header: { ...after.header, promises } };
    };
    await expect(house.say(strange)).rejects.toMatchObject(unconfirmed);
    const signed = { act: "…\n", number: 5, previous: headOf(house.entries()), parts: [] };
    const { log } = await smallLog();
    const late = outbox<Answer>(STALE).deliver("late", () => Promise.resolve(signed), {
      send: () => Promise.resolve(house.shown([...house.entries(), salted("…\n")], NOON - 3_600_000)),
      read: () => Promise.reject(new Error("nobody asks")),
      log: () => Promise.resolve({ log, until: NOON }),
      clock: () => NOON,
      wait: () => Promise.reject(new Error("nobody waits")),
    });
    await expect(late).rejects.toMatchObject(unconfirmed);
  });
});

describe("an act on a device whose clock is wrong", () => {
  test("is proven by the record itself, whatever the clock says, and by nothing that only a clock would tell", async () => {
    for (const off of [-DAY, -20 * MINUTE, 20 * MINUTE, DAY]) {
      const { say, proven, setOff, waited, received } = await caseWith();
      setOff(off);
      const { header } = await say(undefined, proven);
      expect(header.proofs.map(({ number }) => number)).toEqual([4]);
      // Asked once, after the slot that was open is over; nobody has to send it again.
      expect(waited()).toBe(11_500);
      expect(received).toEqual(["act 1\n"]);
    }
  });

  test("is not confirmed where no proof comes, and nobody is kept waiting for ever", async () => {
    const { say, setOff, waited } = await caseWith();
    setOff(20 * MINUTE);
    await expect(say()).rejects.toMatchObject(unconfirmed);
    expect(waited()).toBeGreaterThan(60_000);
    expect(waited()).toBeLessThan(90_000);
  });

  test("is found under its proof too where its first answer was lost", async () => {
    const { say, shown, entries, proven, setOff, received } = await caseWith();
    setOff(20 * MINUTE);
    await expect(say(cut)).rejects.toMatchObject({ code: "ui/unknown" });
    let asked = 0;
    const shownLater = await say(undefined, () => (asked++ === 0 ? shown(entries()) : proven()));
    expect(shownLater.header.proofs).toHaveLength(1);
    expect(received).toEqual(["act 1\n", "act 1\n"]);
  });
});

describe("an act whose answer was lost", () => {
  test("it is not known whether it arrived; sent again it is the same act, found where it stands, and there once", async () => {
    const { say, received, count } = await caseWith();
    await expect(say(cut)).rejects.toMatchObject({ code: "ui/unknown" });
    const { header } = await say();
    expect(header.entries[2]?.text).toBe("act 1\n");
    expect(received).toEqual(["act 1\n", "act 1\n"]);
    expect(count("act 1\n")).toBe(1);
    // The same words once more are another act.
    await say();
    expect(count("act 2\n")).toBe(1);
  });

  test("a server that took it and then shows a thread without it has confirmed nothing", async () => {
    const { say, shown, entries } = await caseWith();
    const before = shown(entries());
    await expect(say(cut)).rejects.toMatchObject({ code: "ui/unknown" });
    await expect(say(undefined, () => before)).rejects.toBeInstanceOf(CallError);
  });

  test("where another step stands in its place it can no longer be taken: that step is shown, and then it is signed anew", async () => {
    const { say, meanwhile, received, count } = await caseWith();
    const lost = await say(cut, undefined, meanwhile).catch((error: unknown) => error);
    expect(lost).toMatchObject({ code: STALE });
    expect((lost as Overtaken<Answer>).thread.header.entries.at(-1)?.text).toBe("somebody else\n");
    await say();
    expect(received).toEqual(["act 1\n", "act 2\n"]);
    expect([count("act 1\n"), count("act 2\n")]).toEqual([0, 1]);
  });

  test("a refusal of what was never sent before is the server’s own and asks for nothing more", async () => {
    const box = outbox<Answer>(STALE);
    const { log } = await smallLog();
    const refused = box.deliver("say", () => Promise.resolve({ act: "…\n", number: 3, previous: "", parts: [] }), {
      send: () => Promise.reject(new CallError("toy/too-many-acts", 429)),
      read: () => Promise.reject(new Error("nobody asks")),
      log: () => Promise.resolve({ log, until: 0 }),
      clock: () => NOON,
      wait: () => Promise.reject(new Error("nobody waits")),
    });
    await expect(refused).rejects.toMatchObject({ code: "toy/too-many-acts" });
    expect(await refused.catch((error: unknown) => error)).not.toBeInstanceOf(Overtaken);
  });
});
