import { asksChanged } from "../moments.ts";
import { isOpen } from "../resolution-rules.ts";
import { textHash } from "../rules.ts";
import type { Context } from "./context.ts";
import { loadAdopted, loadOpen } from "./store-resolutions.ts";
import { loadDrafts, loadStatements } from "./store-statements.ts";

/**
 * What waits for signatures or votes. Its name is the hash of the line that its proposer signed: nobody can guess one, and once it is
 * adopted the line is public.
 */
export interface Asked {
  readonly name: string;
  /** Until when they are taken (ms since epoch). */
  readonly ends: number;
  /** Who has signed or voted, its proposer included. */
  readonly signed: readonly string[];
}

/** As many of the newest that were adopted as may have waited a moment ago. */
const NEWEST = 50;

/** What waits, and the names of what was adopted last. */
export async function whatIsAsked({ db, host, roster: keeper }: Context): Promise<{
  readonly asking: readonly Asked[];
  readonly adopted: readonly string[];
}> {
  const roster = await keeper.current();
  if (roster === null) return { asking: [], adopted: [] };
  const [drafts, open, adopted, notes] = await Promise.all([
    loadDrafts(db),
    loadOpen(db),
    loadAdopted(db, NEWEST),
    loadStatements(db),
  ]);
  const asking = [
    ...drafts.map(({ proposer, ends, lines }) => ({ first: lines.get(proposer), ends: ends ?? 0, signed: lines })),
    ...open.flatMap((row) =>
      isOpen(row, roster, host.now())
        ? [{ first: row.votes.get(row.proposer), ends: row.ends, signed: row.votes }]
        : [],
    ),
  ];
  return {
    asking: asking.flatMap(({ first, ends, signed }) =>
      first === undefined ? [] : [{ name: textHash(first), ends, signed: [...signed.keys()] }],
    ),
    adopted: [
      ...adopted.flatMap(({ votes }) => [...votes.values()]),
      ...notes.slice(-NEWEST).flatMap((note) => signedIn(note)),
    ].map(textHash),
  };
}

/** The lines that people signed under a statement, as a draft keeps them. */
const signedIn = (note: string): readonly string[] => note.match(/^— .*\n/gmu) ?? [];

/** Who is asked has changed: open pages are told, and so is whoever keeps an eye on what waits. */
export async function asksMoved({ host }: Pick<Context, "host">): Promise<void> {
  host.changes.publish(["people"]);
  await host.tell(asksChanged, undefined).catch(() => host.failed("people/asks-changed"));
}
