import type { Calendar, Instant } from "@niuniu/owe";
import type { Shown, Stage } from "@niuniu/wire/scene";
import type { ThreadHeader } from "../routes.ts";
import type { Office, Saying } from "./handler.ts";
import { reporterOf, type Returning, type SampleReport } from "./reporter.ts";

/** What is owed in a case that is open. */
type Owed = NonNullable<ThreadHeader["owed"]>;

/** What every story stands on. `hours`: when the committee is at its desk. */
export interface Set {
  readonly stage: Stage;
  readonly office: Office;
  readonly calendar: Calendar;
  readonly hours: readonly Instant[];
}

/** A case that is played: what is owed in it is done by whoever owes it. */
export interface Played {
  readonly reporter: Returning;
  readonly owed: () => Promise<Owed>;
  /** Waits for an instant, or for two hours before what is owed falls due, if that comes first. */
  readonly inTime: (instant: Instant) => Promise<void>;
  /** The owner acts. Who has not opened the case opens it first. */
  readonly act: (saying: Saying) => Promise<void>;
  /** The number of the newest entry of a kind. */
  readonly newest: (kind: string) => Promise<number>;
  readonly show: (says: Shown["says"]) => void;
}

const EARLY = 2 * 3_600_000;

/** The entries of a thread, as far as a story looks at them: the fields of their text. */
const entriesIn = ({ entries }: ThreadHeader): readonly Readonly<Record<string, unknown>>[] =>
  entries.map(({ text }) => JSON.parse(text.slice(0, text.indexOf("\n"))) as Record<string, unknown>);

/** Begins a case on the stage with a report. */
export async function caseOn({ stage, office, calendar }: Set, said: SampleReport): Promise<Played> {
  const reporter = await reporterOf(stage, said, calendar);
  const open = async (): Promise<ThreadHeader & { readonly owed: Owed }> => {
    const thread = await reporter.thread();
    if (thread.owed === null) throw new Error("nothing is owed in a case that is closed");
    return { ...thread, owed: thread.owed };
  };
  const owed = async (): Promise<Owed> => (await open()).owed;
  return {
    reporter,
    owed,
    inTime: async (instant) => stage.until(Math.min(instant, (await owed()).due - EARLY)),
    act: async (saying) => {
      const thread = await open();
      const { owner } = thread.owed;
      const opened = entriesIn(thread).some(({ kind, by }) => kind === "open" && by === owner);
      const first: readonly Saying[] = opened || saying.kind === "open" ? [] : [{ kind: "open" }];
      await office.act(owner, reporter.case, [...first, saying]);
    },
    newest: async (kind) => entriesIn(await reporter.thread()).findLastIndex((entry) => entry["kind"] === kind) + 1,
    show: (says) => stage.show({ receipt: reporter.code, says }),
  };
}
