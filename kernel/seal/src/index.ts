export { readAct, signAct, type Act } from "./act.ts";
export { identityText, recipientBytes, recipientOf, recipientText, RECIPIENT_LENGTH, sealTo } from "./age.ts";
export { REPORTER, sealEnvelope, wrapCase, wrapRecipientOnly } from "./envelope.ts";
export { SealError, type SealErrorCode } from "./error.ts";
export { assertHybrid, MOST_RECIPIENTS, stanzas } from "./header.ts";
export { pad, unpad } from "./pad.ts";
export {
  caseName,
  newReceipt,
  readReceipt,
  receiptKeys,
  spellCode,
  spellDigits,
  type Random,
  type Receipt,
  type ReceiptKeys,
} from "./receipt.ts";
export { newNonce, nonceSeconds, requestSignature, verifyRequest, type SignedRequest } from "./request.ts";
export { checkWork, searchWork } from "./work.ts";
