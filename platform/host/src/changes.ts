import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import type { Database } from "./database.ts";
import type { Connection } from "./postgres/index.ts";

/**
 * Tells open pages that something changed. A topic is a short word such as "cases/mei": whom it concerns, never what it was.
 * Watchers read again; nothing but the topics travels.
 */
export interface Changes {
  /**
   * Call after the transaction is durable. Everything published within a minute is told at its end, in one message to the
   * watchers of all processes: neither a page that hears it nor whoever listens to the database learns the second of a
   * report, nor which topics belong to one change.
   */
  readonly publish: (topics: Iterable<string>) => void;
  /** Calls `changed` after each change of the topic until the signal aborts. While the connection is away: every 2 s. */
  readonly watch: (topic: string, changed: () => void, signal: AbortSignal) => void;
}

/**
 * The topic under which the pages of one member watch one feature. Whoever publishes it says: something changed there that
 * this member may see.
 */
export const topicOf = (feature: string, member: string): string => `${feature}/${member}`;

const CHANNEL = "niuniu_changes";
/** ms: a full minute of the clock, so that the moments at which something is told are the same whatever happened. */
const MINUTE = 60_000;
const FALLBACK = 2_000;
/** Short, so that a hundred of them fit into one NOTIFY, which carries less than 8,000 bytes. */
const TOPIC = /^[a-z0-9/-]{1,64}$/;

interface Watcher {
  readonly topic: string;
  readonly changed: () => void;
}

/**
 * Sends at the end of each minute in which something was published, in the order of the alphabet. `close` sends what still
 * waits, as other processes have watchers too; what is published after it was published by nobody who is there any more.
 */
function publisher(
  db: Database,
  { failed, every }: Telling,
): Pick<Changes, "publish"> & { readonly close: () => Promise<void> } {
  const pending = new Set<string>();
  const closing = new AbortController();
  let running: Promise<void> | null = null;
  const flush = async (): Promise<void> => {
    const { signal } = closing;
    await wait(every - (Date.now() % every), undefined, { ref: false, signal }).catch(() => undefined);
    while (pending.size > 0) {
      const topics = [...pending].toSorted().slice(0, 100);
      for (const topic of topics) pending.delete(topic);
      await sql`select pg_notify(${CHANNEL}, ${topics.join(" ")})`
        .execute(db)
        .catch(() => failed("host/notify-failed"));
    }
    running = null;
  };
  return {
    publish: (topics) => {
      for (const topic of topics) {
        if (!TOPIC.test(topic)) throw new Error("host/bad-topic");
        if (!closing.signal.aborted) pending.add(topic);
      }
      if (pending.size > 0) running ??= flush();
    },
    close: async () => {
      closing.abort();
      await running;
    },
  };
}

/** One LISTEN connection, opened when the first page watches, opened again two seconds after it is lost. */
function listener(connection: Connection, heard: (topics: ReadonlySet<string> | "any") => void) {
  let client: pg.Client | null = null;
  let closed = false;
  let opening = false;
  const retry = (): void => {
    client = null;
    if (closed) return;
    setTimeout(() => {
      heard("any");
      open();
    }, FALLBACK).unref();
  };
  const open = (): void => {
    if (client !== null || opening || closed) return;
    opening = true;
    const next = new pg.Client({ ...connection, keepAlive: true, connectionTimeoutMillis: 5_000 });
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      void next.end().catch(() => undefined);
      retry();
    };
    next.on("error", lose);
    next.on("end", lose);
    next.on("notification", ({ payload }) => heard(new Set((payload ?? "").split(" "))));
    next
      .connect()
      .then(() => next.query(`listen ${CHANNEL}`))
      .then(() => {
        client = next;
        if (closed) void next.end().catch(() => undefined);
        // What was published while nobody listened.
        heard("any");
      }, lose)
      .finally(() => (opening = false));
  };
  const close = async (): Promise<void> => {
    closed = true;
    await client?.end().catch(() => undefined);
  };
  return { open, close };
}

/** `every`: ms between the moments at which something is told, a minute if not said; shorter for tests. */
interface Telling {
  readonly failed: (code: string) => void;
  readonly every: number;
}

/** Live changes over a database; `close` tells what still waits and ends the LISTEN connection. Before the database is let go. */
export function changesOn(
  db: Database,
  connection: Connection,
  { failed, every = MINUTE }: Pick<Telling, "failed"> & { readonly every?: number | undefined },
): Changes & { readonly close: () => Promise<void> } {
  const watchers = new Set<Watcher>();
  const { publish, close } = publisher(db, { failed, every });
  const ear = listener(connection, (topics) => {
    for (const { topic, changed } of watchers) if (topics === "any" || topics.has(topic)) changed();
  });
  return {
    publish,
    watch: (topic, changed, signal) => {
      if (signal.aborted) return;
      const watcher = { topic, changed };
      watchers.add(watcher);
      signal.addEventListener("abort", () => watchers.delete(watcher), { once: true });
      ear.open();
    },
    close: async () => {
      await close();
      watchers.clear();
      await ear.close();
    },
  };
}
