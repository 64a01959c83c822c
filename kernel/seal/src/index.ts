export { readAct, signAct, type Act } from "./act.ts";
export { MOST_RECIPIENTS, recipientOf, RECIPIENT_LENGTH, sealTo } from "./age.ts";
export { REPORTER, sealEnvelope, wrapCase, wrapRecipientOnly } from "./envelope.ts";
export { SealError, type SealErrorCode } from "./error.ts";
export { assertHybrid, stanzas } from "./header.ts";
export { identityText, recipientBytes, recipientText } from "./key-text.ts";
export { pad, unpad } from "./pad.ts";
export { readReceipt } from "./read-receipt.ts";
export {
  caseName,
  newReceipt,
  receiptKeys,
  spellCode,
  spellDigits,
  type Random,
  type Receipt,
  type ReceiptKeys,
} from "./receipt.ts";
export { newNonce, nonceSeconds, requestSignature, verifyRequest, type SignedRequest } from "./request.ts";
export { checkWork, searchWork } from "./work.ts";
