import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { checkChain, type Roster } from "@niuniu/roster";
import { call, device } from "@niuniu/ui";
import { roster as rosterRoute } from "../routes.ts";

/** The committee as this browser has checked it, and the texts it goes by. */
export interface House {
  /** Null until the founders have signed: the line is not open yet. */
  readonly roster: Roster | null;
  readonly policy: string;
  readonly calendar: string;
  /** The calendar's zone, "+08:00". */
  readonly zone: string;
  /** How far the server's clock is ahead of this device's (ms), as far as can be known: see {@link aheadOf}. */
  readonly ahead: number;
}

/** What the server hands out does not hold together. Nothing may be sealed or shown on its word. */
export class BrokenHouse extends Error {
  override readonly name = "BrokenHouse";
  readonly why: "chain" | "texts" | "replaced" | "cut";

  constructor(why: "chain" | "texts" | "replaced" | "cut", options?: ErrorOptions) {
    super(why, options);
    this.why = why;
  }
}

const HOUR = 3_600_000;
/**
 * Where the pages of members remember the committee: hash of the first statement they ever saw here, number of the newest, its
 * hash; what follows is the public record's, and stays. It is not the public page's line: what that one saw of the record
 * tells when somebody was here, and pages that say who is there must neither send nor read it.
 */
const SEEN = "niuniu.desk.first-statement";
/** The public page's line. Its first three words are statements alone, the same for everybody. */
const PUBLIC = "niuniu.first-statement";
const STATEMENTS = 3;

/**
 * Loads the chain of statements and checks all of it here: signatures, rules, the texts named by hash, and that
 * statement 1 and the newest one this browser saw before are in it. Throws CallError, or {@link BrokenHouse}.
 */
export async function loadHouse(): Promise<House> {
  const answer = await call(rosterRoute, undefined);
  const { policy, calendar } = answer;
  const ahead = aheadOf(answer.now, Date.now());
  const zone = zoneOf(calendar);
  if (answer.statements.length === 0) return { roster: null, policy, calendar, zone, ahead };
  const roster = checked(answer.statements);
  const { newest } = roster;
  if (newest.policy !== hashOf(policy) || newest.calendar !== hashOf(calendar)) throw new BrokenHouse("texts");
  const why = rememberChain(device, roster.hashes);
  if (why !== null) throw new BrokenHouse(why);
  return { roster, policy, calendar, zone, ahead };
}

/**
 * Compares the hashes of a checked chain (hex, oldest first) with what this browser saw before, and remembers statement 1 and
 * the newest: null where the chain goes on from there, else what is wrong, and then nothing is remembered. The first time it
 * begins with the statements that the public page saw.
 */
export function rememberChain(
  shelf: Pick<Storage, "getItem" | "setItem">,
  hashes: readonly string[],
): "replaced" | "cut" | null {
  const [first = ""] = hashes;
  const [seen = first, number = "1", newest = seen, ...record] =
    shelf.getItem(SEEN)?.split(" ") ?? shelf.getItem(PUBLIC)?.split(" ").slice(0, STATEMENTS) ?? [];
  if (seen !== first) return "replaced";
  if (hashes[Number(number) - 1] !== newest) return "cut";
  shelf.setItem(SEEN, [first, hashes.length, hashes.at(-1) ?? first, ...record].join(" "));
  return null;
}

/**
 * The server says its hour only, so this device's clock is right as long as it stands within that hour. Outside of it
 * the least correction that leads back into the hour: never so much that a right clock would be put wrong.
 */
export function aheadOf(hour: number, here: number): number {
  if (here < hour) return hour - here;
  return here < hour + HOUR ? 0 : hour + HOUR - 1 - here;
}

function checked(statements: readonly string[]): Roster {
  try {
    return checkChain(statements);
  } catch (cause) {
    throw new BrokenHouse("chain", { cause });
  }
}

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

function zoneOf(calendar: string): string {
  try {
    const { offset } = JSON.parse(calendar) as { readonly offset?: unknown };
    return typeof offset === "string" ? offset : "+00:00";
  } catch {
    return "+00:00";
  }
}
