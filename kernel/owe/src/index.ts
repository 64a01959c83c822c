export {
  addDays,
  closingOf,
  dayOf,
  daysBetween,
  dueAt,
  endOf,
  hasYear,
  isDay,
  isWorkingDay,
  readCalendar,
  readSpan,
  startOf,
  type Calendar,
  type Day,
  type Instant,
  type Span,
} from "./calendar.ts";
export { OweError, type OweCode } from "./errors.ts";
export { escalate, type Patience, type Told } from "./escalate.ts";
export { handOver, hasten, open, postpone, serve, settle, type Obligation } from "./obligation.ts";
export { offsetAt, type Zone } from "./zone.ts";
export { nextOwner, type Standing } from "./owner.ts";
