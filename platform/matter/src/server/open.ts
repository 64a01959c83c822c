import type { Host, Tx } from "@niuniu/host";
import { fromHex, toHex } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { caseName } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import { eventAfter } from "../append.ts";
import { begin, decide, hear } from "../decide.ts";
import { NO_HEAD, type Said } from "../entry.ts";
import type { Rules } from "../rules.ts";
import type { EntryOf, EventOf, Matter, StateOf } from "../state.ts";
import { chained } from "./chained.ts";
import { mattersOn, type Matters } from "./matters.ts";
import { insertOpen, openStore, readSome, type About, type OpenRow } from "./open-store.ts";
import { readSigned, type ActReading, type Author } from "./signed.ts";
import { toldOf } from "./told.ts";
import { catchUp, dueOf, peopleIn, presentOn, takeOne, watchOn, type MatterPorts, type On } from "./take.ts";

/** Hashes of a policy and a calendar, hex. */
type Named = Pick<OpenRow<Matter>, "policy" | "calendar">;

/** What open matters of one kind need of their feature. */
export interface OpenPorts<M extends Matter> extends Omit<MatterPorts<M, OpenRow<M>>, "store" | "read" | "rulesOf"> {
  /** The parser of the pages, for acts and events. Throws Refused. */
  readonly read: (value: unknown) => EntryOf<M>;
  /** The rules of these hashes. */
  readonly rulesOf: (named: Named) => Rules<M["policy"]>;
  /** Hashes of the rules in force, by which a matter that begins now is judged for good. */
  readonly named: () => Promise<Named>;
  /** By what name a list of another feature asks each of its owners for the same; without it, none does. */
  readonly about?: About<M>;
}

/** The open matters of one kind. */
export interface OpenMatters<M extends Matter> extends Pick<Matters<M, OpenRow<M>>, "moveLeft" | "keepTime"> {
  /** Begins one in the caller's transaction, by what its server says first; `first` is handed its name. */
  readonly begin: (tx: Tx, first: (name: string) => M["event"]) => Promise<OpenRow<M>>;
  /**
   * Says what happened outside to one that has begun: `said` is handed it as it is once all dates that passed are acted on, and gives what
   * to say beside the frame, or null for nothing. Refused "matter/unknown", or by the rules of the kind.
   */
  readonly hear: (id: string, said: (state: StateOf<M>) => Said<M["event"]> | null) => Promise<OpenRow<M>>;
  /** These, in the order of their names; those that do not exist are left out. */
  readonly read: (ids: readonly string[]) => Promise<readonly OpenRow<M>[]>;
  /**
   * Takes an act that exactly this author signed (a signed note), and makes it and what follows durable. Refused
   * "matter/unknown", by the rules of the kind, or, for any other text, as its parser refuses. `check`: what only its server can ask
   * of it; what it throws refuses it.
   */
  readonly act: (id: string, text: string, author: Author, check?: (act: M["act"]) => void) => Promise<OpenRow<M>>;
}

/** The open matters of one kind, on a host whose database holds the tables of platform/matter. */
export function openMattersOn<M extends Matter>(host: OpenHost<M>, ports: OpenPorts<M>): OpenMatters<M> {
  const { feature } = ports.kind;
  const about = ports.about ?? (() => null);
  const store = openStore<M>({ feature, about });
  // An event of ours is an entry of the chain like any other.
  const on = { host, ...ports, store, read: (value: unknown) => ports.read(value) as EventOf<M> };
  const matters = mattersOn<M, OpenRow<M>>(host, on);
  const reading: ActReading<M> = {
    read: (said) => {
      const act = ports.read(said);
      if (act.niuniu !== "act v1") throw new Refused("matter/malformed-act");
      return act;
    },
    malformed: "matter/malformed-act",
  };
  return {
    moveLeft: matters.moveLeft,
    keepTime: matters.keepTime,
    begin: (tx, first) => beginOne({ ...on, about }, tx, first),
    hear: (id, said) => hearOne(on, id, said),
    read: (ids) => readSome<M>(host.db, feature, ids),
    act: async (id, text, author, check) => {
      const signed = readSigned<M>(host, { text, author }, reading);
      return matters.act({
        hold: async (tx) => {
          const held = await store.hold(tx, id);
          if (held === null) throw new Refused("matter/unknown");
          return held;
        },
        signed,
        decide: ({ state, head }, watch, now) =>
          decide(ports.kind, state, signed.act, { ...watch, struck: [], unread: 0, head: toHex(head), now }),
        check: () => {
          check?.(signed.act);
          return Promise.resolve();
        },
      });
    },
  };
}

type OpenHost<M extends Matter> = On<M, OpenRow<M>>["host"] & Pick<Host, "verify">;

async function beginOne<M extends Matter>(
  on: Omit<On<M, OpenRow<M>>, "rulesOf"> & Pick<OpenPorts<M>, "named" | "rulesOf"> & { readonly about: About<M> },
  tx: Tx,
  first: (name: string) => M["event"],
): Promise<OpenRow<M>> {
  const { host, kind, read } = on;
  const { feature } = kind;
  const named = await on.named();
  const watch = { ...on.rulesOf(named), ...peopleIn(await presentOn(on)) };
  const event = first(caseName(host.random(32)));
  const { events, state } = begin(kind, event, { ...watch, struck: [], unread: 0, now: host.now() });
  const made = chained<M>(NOTHING, { signed: null, events }, { random: host.random, read });
  const row: OpenRow<M> = { ...named, id: event.case, state, head: made.head, due: state.obligation?.due ?? null };
  await insertOpen<M>(tx, { feature, about: on.about }, row, made.entries);
  if (row.due !== null) await host.timers.set(tx, { kind: dueOf(feature), key: row.id, due: row.due });
  const cause = { feature, urgent: on.urgent?.(row) ?? false, by: null, now: host.now(), before: host.notices.before };
  await host.notices.plan(tx, toldOf(row, cause));
  await host.record.place(tx, [row.head]);
  return row;
}

async function hearOne<M extends Matter>(
  on: On<M, OpenRow<M>>,
  id: string,
  said: (state: StateOf<M>) => Said<M["event"]> | null,
): Promise<OpenRow<M>> {
  const { host, kind, store } = on;
  const present = await presentOn(on);
  const after = await host.transaction(async (tx) => {
    const held = await store.hold(tx, id);
    if (held === null) throw new Refused("matter/unknown");
    const now = host.now();
    const row = await catchUp(on, tx, held, now);
    const saying = said(row.state);
    if (saying === null) return row;
    const watch = watchOn(on, row, present);
    const event = eventAfter<M>(row.state, saying, dayOf(now, watch.calendar));
    const decision = hear(kind, row.state, event, { ...watch, struck: [], unread: 0, now });
    return takeOne(on, tx, { row, decision, signed: null, calendar: watch.calendar }, now);
  });
  on.tell([after]);
  return after;
}

/** A chain that has not begun. */
const NOTHING = { head: fromHex(NO_HEAD) };
