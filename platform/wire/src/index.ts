export { audiences, bearerOf, everyAudience, mayMeet, type Audience } from "./audience.ts";
export type { Ask } from "./ask.ts";
export { CallError } from "./call-error.ts";
export { Refused, type Refusal, type RefusalAnswer, type Refusals, type Sentence } from "./refused.ts";
export { PARCEL, pathOf, route, type Body, type ParcelOf, type PathParameters, type Route } from "./route.ts";
export { moment, question, type Moment, type Question } from "./moment.ts";
export type { HealthLine, HealthState } from "./health.ts";
export * as area from "./area.ts";
export * as record from "./record.ts";
export type { RosterAnswer } from "./roster.ts";
export {
  bearer,
  invitation,
  readReceiptCredential,
  readToken,
  receiptCredential,
  setupCode,
  type ReceiptCredential,
} from "./credentials.ts";
export { CALENDAR, POLICY, policyOf, sectionIn } from "./rules.ts";
export { hasWords } from "./words.ts";
