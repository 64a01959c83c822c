export { feature, noFeature, type Feature, type Features } from "./feature.ts";
export type { Fact, HealthOf, Seen, Sign } from "./health/health.ts";
export { createHost, type Host, type HostOptions, type RunningHost } from "./host.ts";
export {
  CannotStart,
  lockFolder,
  refusedBy,
  startEmbedded,
  useOutside,
  type CannotStartCode,
  type Connection,
  type Postgres,
} from "./postgres/index.ts";
export { PREPARED, type Database, type MigrationFolder, type Tx } from "./database.ts";
export { utcDay } from "./days.ts";
export type { SettledTable } from "./settle.ts";
export type { Errand, Plan } from "./notices/outbox.ts";
export type { Deliverer, Handed } from "./notices/lanes.ts";
export type { Notices } from "./notices/notices.ts";
export { BEFORE, type Reminders } from "./notices/when.ts";
export type { Timer, TimerHandler, Timers, TimersHandler } from "./timers.ts";
export { topicOf, type Changes } from "./changes.ts";
export type { Demand, Load } from "./load.ts";
export { calendarText, type Pair, type Ruling, type Rules } from "./rules/rulebook.ts";
export { section, type Section } from "./rules/section.ts";
export { tableOf } from "./rules/holidays/places.ts";
export { BadTable, isPlace } from "./rules/holidays/table.ts";
export type { Where } from "./rules/making.ts";
export { calendarFor } from "./rules/stored.ts";
export { OWN_TABLES, sayingFaults, whereIs } from "./rules/where.ts";
export { isZone } from "./rules/zones.ts";
export { refuseUnfinished } from "./archive/marker.ts";
export { RESTORED, type Milestone, type Publication, type PublicRecord, type Signed } from "./record/record.ts";
export { recoveryOn, type Continuation, type KeptText, type Recovery } from "./record/recovery.ts";
export type { Authenticator, Callers, Credentials } from "./http/audience.ts";
export type { Door } from "./http/body.ts";
export { blurred, FEW, medianOf, monthsUntil, shownFrom5 } from "./few.ts";
export { answerOf } from "./http/described.ts";
export { callsIn, dial } from "./http/calls.ts";
export { guideIn, type Guide, type Words } from "./http/guide.ts";
export { html, type Html } from "./http/html.ts";
export { languageAndExit, writtenPage } from "./http/written-page.ts";
export type { Language } from "./http/language.ts";
export type { Call, Handler, Mounted, Serve, ServeOptions } from "./http/serve.ts";
export { integrityOf, releaseOf, type PageTable } from "./http/pages.ts";
export { onBuiltPage, policyOf } from "./http/headers.ts";
export type { HostTables } from "./tables.ts";
export type { Random } from "./random.ts";
export { recently, type Recent } from "./recently.ts";
export { poolOf, type Pool } from "./pool.ts";
export { together } from "./together.ts";
export { flatMapWithPauses } from "./pauses.ts";
export { verify } from "./ed25519.ts";
export { random } from "./random.ts";
export { sha256, sha256Hex } from "./digest.ts";
export { refusals } from "./refusals.ts";
