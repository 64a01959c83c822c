import { holdAgainst, readingOf, type ReadThread } from "@niuniu/matter/web/checked";
import { publicKey, toBase64 } from "@niuniu/note";
import type { Calendar } from "@niuniu/owe";
import { roster } from "@niuniu/people";
import { receiptKeys, type Receipt } from "@niuniu/seal";
import { askBetween, trustIn, type Trust } from "@niuniu/trust";
import { pathOf, type Ask } from "@niuniu/wire";
import type { Stage } from "@niuniu/wire/scene";
import { kind } from "../kind.ts";
import { parseEntry } from "../parse.ts";
import { parseCalendar, parsePolicy } from "../policy.ts";
import type { ThreadHeader } from "../routes.ts";
import type { Case } from "../terms.ts";
import { toldBy, type Told } from "../web/thread/tell.ts";
import { comeBack } from "./reporter.ts";

export { pageWords } from "./page-words.ts";

/** What the page of a case shows whoever comes back, after its own code has checked everything. */
export interface Visit extends Pick<ReadThread<Case, ThreadHeader>, "header" | "state"> {
  readonly trust: Trust;
  /** Every entry as the page tells it, with its number; null where the page says nothing of it. */
  readonly told: readonly (Told | null)[];
  /** Codes of all that does not hold: chain, signatures, rules, record. None is the normal answer. */
  readonly amiss: readonly string[];
  /** Of how many entries the page has the log's own word: a proof that they stand in the public record, or a promise that they will within seconds. */
  readonly vouched: number;
}

type Seen = Pick<Stage, "ask" | "bytes" | "now" | "random">;

const reading = readingOf<Case, ThreadHeader>({ kind, policy: parsePolicy, read: parseEntry }, (trust) => ({
  policy: parsePolicy(JSON.parse(trust.policy)),
  calendar: parseCalendar(JSON.parse(trust.calendar)),
}));

/** Asks as a page does. Nothing that is asked here takes a request. */
const asking = ({ ask }: Pick<Seen, "ask">): Ask => {
  return (route, _request, { parameters = {} } = {}) =>
    ask({ ...route, path: pathOf(route, parameters) as typeof route.path });
};

/** Whoever comes back with a receipt, as often as they like. */
export interface Visits {
  /** Asks for the case, and believes what comes. */
  readonly glance: () => Promise<ThreadHeader>;
  /** Asks for it and reads it by the code of the page. */
  readonly visit: () => Promise<Visit>;
}

/** Makes what comes back with this receipt. */
export function visitsOf(seen: Seen, receipt: Receipt, calendar: Calendar): Visits {
  const keys = receiptKeys(receipt);
  const returning = comeBack(seen, receipt, calendar);
  const ask = asking(seen);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
  const visit = async (): Promise<Visit> => {
    const now = seen.now();
    const [{ header, parts }, committee] = await Promise.all([returning.read(), seen.ask(roster)]);
    const trust = await trustIn(committee, { ask, now: seen.now, wait });
    const auth = publicKey(keys.authSeed);
    const thread = reading({ ...{ header, parts, trust, auth, now }, firstSalt: keys.firstSalt, struck: [] });
    const { standings, findings } = await holdAgainst({
      ...{ thread: header, view: trust.record, calendar: thread.witness.calendar, now, ask: askBetween(ask) },
      ...{ first: toBase64(keys.firstSalt), file: null, pinned: null, grown: "new" },
    });
    return {
      ...{ header, trust, state: thread.state },
      told: thread.entries.map(({ entry }) => toldBy(entry, null)),
      amiss: [...thread.alarms, ...thread.differences, ...findings].map(({ code }) => code),
      vouched: standings.filter(({ state }) => state !== "none").length,
    };
  };
  return { glance: returning.thread, visit };
}
