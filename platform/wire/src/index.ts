export { Refused, type Refusal, type RefusalAnswer, type Refusals, type Sentence } from "./refused.ts";
export { PARCEL, route, type Audience, type Body, type ParcelOf, type Route } from "./route.ts";
export {
  bearer,
  invitation,
  readReceiptCredential,
  readToken,
  receiptCredential,
  setupCode,
  type ReceiptCredential,
} from "./credentials.ts";
