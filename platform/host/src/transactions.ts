import { sql } from "kysely";
import type { Database, Tx } from "./database.ts";

/** Runs `work` in one transaction: all of it is durable when this resolves, none of it if it throws. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What is done once something is durable. */
export type AfterWork = () => unknown;

/** The transactions of one process. */
export interface Transactions {
  readonly transaction: Transact;
  /**
   * Has something done once the transaction is durable, by itself: nobody who waits for the transaction waits for this. Where
   * the transaction, or the savepoint it is in, is undone, it is never done. What it throws, the operator hears as a code.
   * No promise: a process that ends in between leaves it undone. What has to happen is a timer's.
   */
  readonly after: (tx: Tx, work: AfterWork) => void;
  /** Resolves when everything that was to be done after transactions so far is done. */
  readonly idle: () => Promise<void>;
}

/**
 * What waits for each open transaction. All forms of one (`tx.$extendTables<…>()`) share their executor, and no two transactions do.
 */
const waiting = new WeakMap<object, AfterWork[]>();

function waitingFor(tx: Tx): AfterWork[] {
  const found = waiting.get(tx.getExecutor());
  // One that was opened past `transaction` would end without anybody noticing what was to follow.
  if (found === undefined) throw new Error("no transaction of this host");
  return found;
}

/**
 * Does some work of a transaction so that it can be undone alone: what it throws comes out again, and neither what it wrote
 * nor what was to be done after it is left. Throws as well if the connection is lost: then all of the transaction is undone.
 */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const works = waitingFor(tx);
  const before = works.length;
  await sql`savepoint part`.execute(tx);
  try {
    const done = await work();
    await sql`release savepoint part`.execute(tx);
    return done;
  } catch (error) {
    works.length = before;
    await sql`rollback to savepoint part`.execute(tx);
    throw error;
  }
}

/** Transactions on a database. `failed` hears "host/after-failed". */
export function transactionsOn(db: Database, { failed }: { readonly failed: (code: string) => void }): Transactions {
  const running = new Set<Promise<void>>();
  const begin = (works: readonly AfterWork[]): void => {
    const run = async (): Promise<void> => {
      for (const work of works) {
        try {
          await work();
        } catch {
          failed("host/after-failed");
        }
      }
    };
    const mine = run().finally(() => running.delete(mine));
    running.add(mine);
  };
  return {
    transaction: async (work) => {
      const works: AfterWork[] = [];
      const done = await db.transaction().execute(async (tx) => {
        waiting.set(tx.getExecutor(), works);
        return work(tx).finally(() => waiting.delete(tx.getExecutor()));
      });
      if (works.length > 0) begin(works);
      return done;
    },
    after: (tx, work) => void waitingFor(tx).push(work),
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
