import { deskOlder, deskThread, list, type CaseLine } from "../../../routes.ts";
import { withOlder } from "@niuniu/matter/web";
import type { Desk } from "../desk.ts";
import { hasOpened } from "@niuniu/matter/web/desk";
import { openCase } from "../open-case.ts";
import type { Kept } from "./kept.ts";

/** Pages of open cases that are looked through. */
const PAGES = 10;

/** Cases this member has not opened, by how many entries they had when that was seen: they are not asked for again. */
export type NotMine = Map<string, number>;

/**
 * Reads what is new in the open cases that this member has opened, one after another, so that what others wrote is found and a note that
 * names them is seen without the server knowing whom it names: it is asked alike for whatever changed. A case that the member has not
 * opened stays shut. Ends early once `over` says so; what cannot be read is left for the next time.
 */
export async function catchUp(desk: Desk, kept: Kept, notMine: NotMine, over: () => boolean): Promise<void> {
  await kept.ready;
  for (const line of await openLines(desk, over)) {
    if (over()) return;
    const known = kept.of(line.case)?.entries ?? notMine.get(line.case);
    if (line.opened && known !== line.entries) await read(desk, line.case, { kept, notMine, over }).catch(() => null);
  }
}

async function openLines(desk: Desk, over: () => boolean): Promise<readonly CaseLine[]> {
  const lines: CaseLine[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES && !over(); page++) {
    const given: { readonly lines: readonly CaseLine[]; readonly after: string | null } = await desk.ask(list, {
      which: "open",
      ...(after === null ? {} : { after }),
    });
    lines.push(...given.lines);
    after = given.after;
    if (after === null) break;
  }
  return lines;
}

async function read(
  desk: Desk,
  name: string,
  { kept, notMine, over }: { readonly kept: Kept; readonly notMine: NotMine; readonly over: () => boolean },
): Promise<void> {
  const thread = await desk.ask(deskThread, { case: name });
  if (!hasOpened(thread, desk.me)) {
    notMine.set(name, thread.header.entries.length);
    return;
  }
  const ask = (before: number) => desk.ask(deskOlder, { case: name, before }).catch(() => null);
  const whole = await withOlder(thread, { isFor: () => true, kept: new Map(), ask });
  const opened = await openCase(whole, desk);
  if (!over()) kept.read(opened, false);
}
