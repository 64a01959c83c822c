export { chain, commit, GENESIS, verifyChain, type ChainEntry } from "./chain.ts";
export { RecordError, type RecordErrorCode } from "./record-error.ts";
