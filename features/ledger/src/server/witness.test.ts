import { createHost, recoveryOn, RESTORED, type RunningHost } from "@niuniu/host";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { publicKey, signNote, type Signer } from "@niuniu/note";
import { cosign, cosignatures, openCheckpoint, readWitness, writeCheckpoint, writeWitness } from "@niuniu/record";
import { countedRandom, sampleRoster, SAMPLE_PEOPLE } from "@niuniu/roster/testing";
import { bearer } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { State } from "../routes.ts";
import { ledger, shownByWitnesses, type Ledger, type Ports } from "./index.ts";
import { startWitness, textOf, type Lie, type TestWitness } from "./testing.ts";

let database: TestDatabase;
let host: TestHost;
let witness: TestWitness;
let record: Ledger;
/** The lines of the statement in force. */
let named: readonly string[] = [];
let statements = 0;

const ports = (): Ports => ({
  roster: () => {
    const terms = { witnesses: named };
    return Promise.resolve(sampleRoster(countedRandom("w"), host.now(), SAMPLE_PEOPLE, terms).roster);
  },
  members: () => Promise.resolve([]),
});

/** A statement enters: that makes a milestone. Resolves with its size. */
async function milestone(): Promise<number> {
  const [key, date] = [String(++statements), new Date(host.now()).toISOString().slice(0, 10)];
  await host.transaction((tx) => host.record.publish(tx, { kind: "roster", key, date, body: `statement ${key}\n` }));
  await host.sealed();
  const found = await host.record.milestone();
  if (found === null) throw new Error("no milestone");
  return found.size;
}

/** Another process on the same database, as after a restart. */
async function startAgain(
  origin = host.origin,
): Promise<{ readonly second: RunningHost; readonly failures: readonly string[] }> {
  const failures: string[] = [];
  const second = await createHost({
    ...{ connection: host.connection, migrations: [ledger], origin, now: host.now },
    failed: (code) => void failures.push(code),
  });
  await ledger.mount(second, ports());
  return { second, failures };
}

const state = async (): Promise<State> => {
  const answer = await host.inject({ url: "/ledger/state", headers: { authorization: bearer("any-token") } });
  return JSON.parse(answer.payload) as State;
};
const trouble = async () => (await state()).witnesses[0]?.trouble;
const signedBy = async (): Promise<readonly string[]> =>
  cosignatures((await host.record.milestone())?.note ?? "", named.map(readWitness)).map(({ name }) => name);

/** Our own log key: what a server that was put back from an old copy has signed with before. */
const ownKey = async (): Promise<Signer> => ({
  name: host.record.log.name,
  seed: await host.secret("record/key"),
});
const checkpointOf = async (size: number, root: Uint8Array): Promise<string> =>
  signNote(writeCheckpoint({ origin: host.record.log.name, size, root, extensions: [] }), [await ownKey()]);

async function openHost(): Promise<void> {
  named = [];
  host = await testHost(database, { migrations: [ledger] });
  host.authenticate("member", () => Promise.resolve({ member: "wen-jing", session: "s" }));
  record = await ledger.mount(host, ports());
}

beforeAll(async () => {
  database = await testDatabase();
  await openHost();
});
beforeEach(async () => {
  if (host.record.frozen !== null) {
    await host.close();
    await openHost();
  }
  // A key of its own for every test: nothing is remembered of it.
  witness = await startWitness(host.record.log, host.random(32), host.now);
  named = [witness.line];
});
afterEach(() => witness.close());
afterAll(async () => {
  await host.close();
  await database.close();
});

describe("a witness that the statement names", () => {
  it("cosigns every milestone, and its signature is given with the checkpoint", async () => {
    const size = await milestone();
    await record.askWitnesses();
    expect(await signedBy()).toEqual(["union.example/w"]);
    const now = Math.floor(host.now() / 1000) * 1000;
    expect((await state()).witnesses).toEqual([{ name: "union.example/w", asked: true, size, at: now, trouble: null }]);
  });

  it("is asked once for each, with the proof that it continues what it signed before", async () => {
    await milestone();
    await record.askWitnesses();
    await record.askWitnesses();
    const size = await milestone();
    await record.askWitnesses();
    expect(witness.asked).toEqual(["POST /add-checkpoint", "POST /add-checkpoint"]);
    expect(openCheckpoint(witness.seen() ?? "", host.record.log).size).toBe(size);
  });

  it("that remembers more than this server does is asked again from where it stands", async () => {
    await milestone();
    await record.askWitnesses();
    await host.db.deleteFrom("ledger_witness" as never).execute();
    await milestone();
    await record.askWitnesses();
    expect(witness.asked).toHaveLength(3);
    expect(await signedBy()).toEqual(["union.example/w"]);
  });

  it("counts once, under whatever names the statement lists its key, and one without an address is not asked", async () => {
    const key = publicKey(host.random(32));
    named = [witness.line, writeWitness({ name: "silent.example/w", key, url: null })];
    await milestone();
    await record.askWitnesses();
    const { witnesses } = await state();
    expect(witnesses.map(({ name, asked, size }) => [name, asked, size !== null])).toEqual([
      ["union.example/w", true, true],
      ["silent.example/w", false, false],
    ]);
  });

  it("on the machine itself is asked only where the line is tried out on one machine", async () => {
    await milestone();
    const { second } = await startAgain("https://line.example.org");
    await second.close();
    expect(witness.asked).toEqual([]);
    expect((await state()).witnesses[0]?.asked).toBe(true);
    await record.askWitnesses();
    expect(witness.asked).toHaveLength(1);
  });

  it("is asked again after a pause when it was away, and its trouble is over then", async () => {
    await milestone();
    witness.lie(() => ({ status: 503 }));
    await record.askWitnesses();
    expect(await trouble()).toBe("refused");
    witness.lie(null);
    await record.askWitnesses();
    expect(witness.asked).toHaveLength(1);
    await host.pass(15_000);
    await record.askWitnesses();
    expect(await trouble()).toBeNull();
    expect(await signedBy()).toEqual(["union.example/w"]);
  });
});

const other = new Uint8Array(32).fill(7);
const checkpointIn = (body: string): string => body.slice(body.indexOf("\n\n") + 2);
const lies: readonly (readonly [string, (own: TestWitness) => Lie, string])[] = [
  [
    "a signature over something else",
    (own) => (request) => {
      const note = checkpointIn(request.body);
      const signed = cosign(note.replace(/^(.*)\n\d+\n/, "$1\n1\n"), own, 1_767_600_000);
      return { status: 200, body: signed };
    },
    "forged",
  ],
  [
    "another key's signature",
    (own) => (request) => ({
      status: 200,
      body: cosign(checkpointIn(request.body), { name: own.name, seed: other }, 1_767_600_000),
    }),
    "unreadable",
  ],
  [
    "a date no calendar has",
    (own) => (request) => ({ status: 200, body: cosign(checkpointIn(request.body), own, 2 ** 52) }),
    "unreadable",
  ],
  [
    "a signature dated more than ten minutes ahead",
    (own) => (request) => {
      const seconds = Math.floor(host.now() / 1000) + 11 * 60;
      return { status: 200, body: cosign(checkpointIn(request.body), own, seconds) };
    },
    "unreadable",
  ],
  ["no signature at all", () => () => ({ status: 200, body: "" }), "unreadable"],
  ["a page of HTML", () => () => ({ status: 200, type: "text/html", body: "<html>\n<p>Welcome\n" }), "unreadable"],
  ["more than any honest answer", () => () => ({ status: 200, body: "— x\n".repeat(1_000_000) }), "unreachable"],
  [
    "ever another size that it claims to have",
    () => {
      let size = 0;
      return () => ({ status: 409, type: "text/x.tlog.size", body: `${(size = 1 - size)}\n` });
    },
    "refused",
  ],
  ["a size that is no number", () => () => ({ status: 409, type: "text/x.tlog.size", body: "-1\n" }), "refused"],
  ["a size of another type", () => () => ({ status: 409, type: "text/plain", body: "1\n" }), "refused"],
  [
    "that it has seen more, and nothing to show for it",
    () => () => ({ status: 409, type: "text/x.tlog.size", body: "999999\n" }),
    "ahead",
  ],
  ["that our proof is wrong", () => () => ({ status: 422 }), "refused"],
  ["that it does not know this log", () => () => ({ status: 404 }), "unknown-log"],
  [
    "that it should be asked elsewhere",
    () => () => ({ status: 307, headers: { location: "/add-checkpoint" } }),
    "unreachable",
  ],
];

describe("a witness that lies or fails", () => {
  it.each(lies)("by answering %s harms nobody but its own word", async (_, lie, code) => {
    await milestone();
    witness.lie(lie(witness));
    await record.askWitnesses();
    expect(await trouble()).toBe(code);
    expect(await signedBy()).toEqual([]);
    expect(witness.asked.length).toBeLessThanOrEqual(4);
    expect(host.record.frozen).toBeNull();
  });

  it.each([
    ["signed by nobody", async () => textOf(await checkpointOf(999_999, other))],
    [
      "signed by a key of its own",
      () => {
        const text = writeCheckpoint({ origin: host.record.log.name, size: 999_999, root: other, extensions: [] });
        return Promise.resolve(signNote(text, [{ name: host.record.log.name, seed: other }]));
      },
    ],
  ])("by showing a larger checkpoint %s stops nothing", async (_, shown) => {
    await milestone();
    witness.lie(({ path }) =>
      path.startsWith("POST") ? { status: 409, type: "text/x.tlog.size", body: "999999\n" } : undefined,
    );
    witness.remember(await shown());
    await record.askWitnesses();
    expect(witness.asked).toHaveLength(2);
    expect(await trouble()).toBe("ahead");
    expect(host.record.frozen).toBeNull();
  });

  it("by never answering keeps the server from its first page for five seconds and no longer", async () => {
    const timed = async (): Promise<number> => {
      await milestone();
      const begun = performance.now();
      const { second } = await startAgain();
      const took = performance.now() - begun;
      await second.close();
      return took;
    };
    const answered = await timed();
    witness.lie(() => "silence");
    expect((await timed()) - answered).toBeLessThan(7_000);
    expect(await trouble()).toBe("unreachable");
  });
});

describe("a server that has lost what it signed", () => {
  it("finds out from a witness and signs nothing any more", async () => {
    await milestone();
    witness.remember(await checkpointOf(999_999, other));
    await record.askWitnesses();
    expect(host.record.frozen?.reason).toBe("behind");
    expect(host.failures).toContain("ledger/behind");
    expect((await state()).frozen).toBe("behind");
    const before = await host.record.newest();
    const { shown } = await host.db.selectFrom("record_log").select("shown").executeTakeFirstOrThrow();
    expect(shown).toBe(witness.seen());
    await host.sealed().catch(() => false);
    expect(await host.record.newest()).toEqual(before);
  });

  it("finds out before its first signature after a start", async () => {
    await milestone();
    await record.askWitnesses();
    witness.remember(await checkpointOf(999_999, other));
    const { second, failures } = await startAgain();
    expect(second.record.frozen?.reason).toBe("behind");
    expect(failures).toContain("ledger/behind");
    await second.close();
    // The process that was there before reads it too.
    await host.record.tick();
    expect(host.record.frozen?.reason).toBe("behind");
  });

  it("finds out that it has signed two logs under one name", async () => {
    const size = await milestone();
    witness.remember(await checkpointOf(size, other));
    await record.askWitnesses();
    expect(host.record.frozen?.reason).toBe("fork");
    expect(host.failures).toContain("ledger/fork");
  });

  it("finds out too when the other log was the shorter one", async () => {
    const size = await milestone();
    witness.remember(await checkpointOf(size, other));
    await milestone();
    await record.askWitnesses();
    expect(host.record.frozen?.reason).toBe("fork");
  });
});

describe("an operator who begins a new log", () => {
  const statement = (): readonly string[] =>
    sampleRoster(countedRandom("w"), host.now(), SAMPLE_PEOPLE, { witnesses: named }).notes;

  it("is given what each witness shows under the old log's signature, and told who is silent", async () => {
    const away = await startWitness(host.record.log, host.random(32), host.now, "court.example/w");
    away.lie(() => ({ status: 503 }));
    const liar = await startWitness(host.record.log, host.random(32), host.now, "liar.example/w");
    liar.remember(
      signNote(writeCheckpoint({ origin: host.record.log.name, size: 9, root: other, extensions: [] }), [liar]),
    );
    named = [witness.line, away.line, liar.line];
    const note = await checkpointOf(999_999, other);
    const line = cosign(note, witness, 1_767_600_000);
    // What others wrote under it is not passed on.
    witness.remember(`${note}${line}${cosign(note, { ...liar, name: witness.name }, 1_767_600_000)}`);
    const silent: string[] = [];
    const known = { log: host.record.log, statements: statement() };
    expect(await shownByWitnesses(known, (name) => void silent.push(name))).toEqual([note + line]);
    expect(silent).toEqual(["court.example/w"]);
    await away.close();
    await liar.close();
  });
});

describe("a server that was put back from a backup", () => {
  const putBack = async (): Promise<void> => {
    await milestone();
    const { freeze } = await recoveryOn(host.db, { now: host.now, random: host.random });
    await freeze(RESTORED);
    await host.record.tick();
  };

  it("signs nothing while a witness is away, however often it is started, and goes on when all have answered", async () => {
    const away = await startWitness(host.record.log, host.random(32), host.now, "court.example/w");
    named = [witness.line, away.line];
    await putBack();
    const before = await host.record.newest();
    away.lie(() => ({ status: 503 }));
    const { second } = await startAgain();
    expect(second.record.frozen?.reason).toBe(RESTORED);
    await second.close();
    await record.askWitnesses();
    await host.sealed();
    expect((await state()).frozen).toBe(RESTORED);
    expect(await host.record.newest()).toMatchObject({ size: before?.size });
    away.lie(null);
    await record.askWitnesses();
    expect(host.record.frozen).toBeNull();
    const size = await milestone();
    expect(size).toBeGreaterThan(before?.size ?? 0);
    await away.close();
  });

  it("signs nothing while a witness only claims to have seen more", async () => {
    await putBack();
    witness.lie(() => ({ status: 409, type: "text/x.tlog.size", body: "999999\n" }));
    await record.askWitnesses();
    expect(host.record.frozen?.reason).toBe(RESTORED);
  });

  it("signs nothing where no witness can be asked", async () => {
    named = [writeWitness({ name: "silent.example/w", key: publicKey(host.random(32)), url: null })];
    await putBack();
    await record.askWitnesses();
    expect(host.record.frozen?.reason).toBe(RESTORED);
  });

  it("says that it lies behind once a witness shows more, and no later answer ends that", async () => {
    await putBack();
    witness.remember(await checkpointOf(999_999, other));
    await record.askWitnesses();
    expect(host.record.frozen?.reason).toBe("behind");
    expect(await host.record.thaw()).toBe(false);
    expect(host.record.frozen?.reason).toBe("behind");
  });
});
