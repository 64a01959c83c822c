import type { ParcelOf } from "@niuniu/wire";
import type { SealedThread } from "../../../thread.ts";
import { withOlder } from "../../older.ts";
import type { Desk } from "../desk.ts";
import { hasOpened, type Reading } from "../use-thread.ts";
import type { ReadHere } from "./kept-matter.ts";
import type { Kept } from "./kept.ts";

/** Pages of open matters that are looked through. */
const PAGES = 10;

/** Matters this member has not opened, by how many entries they had when that was seen: they are not asked for again. */
export type NotMine = Map<string, number>;

/** A matter in a list: `opened`: somebody has; `entries`: how many it has. */
interface Line {
  readonly case: string;
  readonly opened: boolean;
  readonly entries: number;
}

/** What a feature's open matters are read with. */
export interface Followed<Header extends SealedThread, Opened, D> extends Reading<Header, Opened, D> {
  /** A page of those that are open, after where the last one ended. */
  readonly lines: (
    desk: D,
    after: string | null,
  ) => Promise<{ readonly lines: readonly Line[]; readonly after: string | null }>;
  /** What of an opened one is kept. */
  readonly readHere: (opened: Opened) => ReadHere;
}

/** What a round of it stands on. */
interface CatchingUp {
  readonly kept: Kept;
  readonly notMine: NotMine;
  readonly over: () => boolean;
  /** Is told before each matter how many are left, itself included. */
  readonly tell?: (left: number) => void;
}

/**
 * Reads what is new in the open matters that this member has opened, one after another, so that what others wrote is found and a note that
 * names them is seen without the server knowing whom it names: it is asked alike for whatever changed. A matter that the member has not
 * opened stays shut. Ends early once `over` says so; what cannot be read is left for the next time.
 */
export async function catchUp<Header extends SealedThread, Opened, D extends Pick<Desk, "ask" | "me">>(
  desk: D,
  followed: Followed<Header, Opened, D>,
  { kept, notMine, over, tell }: CatchingUp,
): Promise<void> {
  await kept.ready;
  const isNew = (line: Line): boolean =>
    line.opened && (kept.of(line.case)?.entries ?? notMine.get(line.case)) !== line.entries;
  const lines = (await openLines(desk, followed, over)).filter(isNew);
  for (const [at, line] of lines.entries()) {
    if (over()) return;
    tell?.(lines.length - at);
    // Meanwhile its member may have looked at it themselves.
    if (!isNew(line)) continue;
    const thread = await desk.ask(followed.thread, { case: line.case }).catch(() => null);
    if (thread === null) continue;
    if (!hasOpened(thread, desk.me)) {
      notMine.set(line.case, thread.header.entries.length);
      continue;
    }
    const opened = await openWhole(desk, followed, thread).catch(() => null);
    if (opened !== null && !over()) kept.read(followed.readHere(opened), false);
  }
}

async function openLines<D>(
  desk: D,
  { lines }: Pick<Followed<never, unknown, D>, "lines">,
  over: () => boolean,
): Promise<readonly Line[]> {
  const all: Line[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES && !over(); page++) {
    const given = await lines(desk, after);
    all.push(...given.lines);
    after = given.after;
    if (after === null) break;
  }
  return all;
}

async function openWhole<Header extends SealedThread, Opened, D extends Pick<Desk, "ask">>(
  desk: D,
  { older, open }: Reading<Header, Opened, D>,
  thread: ParcelOf<Header>,
): Promise<Opened> {
  const ask = (before: number) => desk.ask(older, { case: thread.header.case, before }).catch(() => null);
  return open(await withOlder(thread, { isFor: () => true, kept: new Map(), ask }), desk);
}
