import { played, type Office, type Played } from "@niuniu/matter/sample";
import type { Calendar, Instant } from "@niuniu/owe";
import type { Stage } from "@niuniu/wire/scene";
import type { Saying } from "./handler.ts";
import { reporterOf, type SampleReport } from "./reporter.ts";

/** What every story stands on. `hours`: when the committee is at its desk. */
export interface Set {
  readonly stage: Stage;
  readonly office: Office<Saying>;
  readonly calendar: Calendar;
  readonly hours: readonly Instant[];
}

/** Begins a case on the stage with a report. */
export const caseOn = async ({ stage, office, calendar }: Set, said: SampleReport): Promise<Played<Saying>> =>
  played<Saying>({ stage, office, opens: { kind: "open" } }, await reporterOf(stage, said, calendar));
