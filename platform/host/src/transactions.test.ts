import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase, type Database } from "./database.ts";
import { testHost, testServers, type TestDatabase, type TestHost } from "./testing.ts";
import { inSavepoint } from "./transactions.ts";

describe.each(testServers)("what is to be done once something is durable, on %s", (_name, begin) => {
  let database: TestDatabase;
  let host: TestHost;
  /** Somebody else's connections: they see what is durable and nothing else. */
  let others: Database;
  let done: string[] = [];
  beforeAll(async () => {
    database = await begin();
  });
  beforeEach(async () => {
    host = await testHost(database);
    others = openDatabase(host.connection, () => undefined);
    await sql`create table kept (word text unique deferrable initially deferred)`.execute(host.db);
    done = [];
  });
  afterEach(async () => {
    await others.destroy();
    await host.close();
  });
  afterAll(() => database.close());

  const isThere = async (word: string): Promise<boolean> =>
    (await sql`select from kept where word = ${word}`.execute(others)).rows.length > 0;
  type Tx = Parameters<Parameters<TestHost["transaction"]>[0]>[0];
  const write = (tx: Tx, word: string) => sql`insert into kept values (${word})`.execute(tx);
  const note = (word: string) => async (): Promise<void> => {
    done.push(`${word} ${(await isThere(word)) ? "stands" : "is not there"}`);
  };

  it("is done then, in the order in which it was asked for, and keeps nobody waiting", async () => {
    const held: { release?: () => void } = {};
    const closed = new Promise<void>((resolve) => (held.release = resolve));
    const given = await host.transaction(async (tx) => {
      host.after(tx, () => closed);
      host.after(tx.$extendTables<{ other: { word: string } }>(), note("a"));
      await write(tx, "a");
      await wait(20);
      expect(done).toEqual([]);
      return "given";
    });
    expect([given, done]).toEqual(["given", []]);
    held.release?.();
    await host.idle();
    expect(done).toEqual(["a stands"]);
  });

  it("is never done where the transaction is undone", async () => {
    const broken = host.transaction(async (tx) => {
      host.after(tx, note("a"));
      await write(tx, "a");
      throw new Error("thought better of it");
    });
    await expect(broken).rejects.toThrow("thought better of it");
    await host.idle();
    expect(done).toEqual([]);
  });

  it("is never done where the transaction cannot be made durable at its very end", async () => {
    const broken = host.transaction(async (tx) => {
      host.after(tx, note("twice"));
      await write(tx, "twice");
      await write(tx, "twice");
    });
    await expect(broken).rejects.toThrow(/unique/);
    const lost = host.transaction(async (tx) => {
      host.after(tx, note("lost"));
      await write(tx, "lost");
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(others);
      await wait(50);
    });
    await expect(lost).rejects.toThrow();
    await host.idle();
    expect(done).toEqual([]);
    expect(await isThere("lost")).toBe(false);
  });

  it("is not done for the part that was undone alone, and is for the rest", async () => {
    await host.transaction(async (tx) => {
      host.after(tx, note("before"));
      await write(tx, "before");
      const part = inSavepoint(tx, async () => {
        host.after(tx, note("part"));
        await write(tx, "part");
        await inSavepoint(tx, () => {
          host.after(tx, note("inner"));
          return Promise.resolve();
        });
        throw new Error("only this");
      });
      await expect(part).rejects.toThrow("only this");
      await inSavepoint(tx, async () => {
        host.after(tx, note("other"));
        await write(tx, "other");
      });
    });
    await host.idle();
    expect(done).toEqual(["before stands", "other stands"]);
  });

  it("is done for the timers of a batch that succeeded, and not for the one that failed", async () => {
    host.timers.handle("try", async ({ key }, tx) => {
      host.after(tx, note(key));
      await write(tx, key);
      if (key === "bad") throw new Error("fails");
    });
    const all = ["a", "bad", "c"].map((key) => ({ kind: "try", key, due: host.now() }));
    await host.transaction((tx) => host.timers.set(tx, ...all));
    await host.timers.runDue(host.now());
    await host.idle();
    expect(done.toSorted()).toEqual(["a stands", "c stands"]);
  });

  it("that fails is told to the operator, and what comes after it is done all the same", async () => {
    await host.transaction((tx) => {
      host.after(tx, () => Promise.reject(new Error("secret words")));
      host.after(tx, () => {
        throw new Error("secret words");
      });
      host.after(tx, () => void done.push("last"));
      return Promise.resolve();
    });
    await host.idle();
    expect(done).toEqual(["last"]);
    expect(host.failures).toEqual(["host/after-failed", "host/after-failed"]);
  });

  it("is asked for within a transaction of the host, and while it is open", async () => {
    await others.transaction().execute((tx) => {
      expect(() => host.after(tx, () => undefined)).toThrow("no transaction");
      return Promise.resolve();
    });
    const over = await host.transaction((tx) => Promise.resolve({ tx }));
    expect(() => host.after(over.tx, () => undefined)).toThrow("no transaction");
  });

  it("is done once for each of hundreds that end together, whatever becomes of the others, before the host ends", async () => {
    const words = Array.from({ length: 300 }, (_, at) => `word ${at}`);
    const ended = await Promise.allSettled(
      words.map((word, at) =>
        host.transaction(async (tx) => {
          host.after(tx, note(word));
          await write(tx, word);
          if (at % 3 === 0) throw new Error("undone");
        }),
      ),
    );
    const kept = words.filter((_, at) => ended[at]?.status === "fulfilled");
    expect(kept).toHaveLength(200);
    await host.close();
    expect(done.toSorted()).toEqual(kept.map((word) => `${word} stands`).toSorted());
    host = await testHost(database);
  });
});
