export { chain, commit, GENESIS, verifyChain, type ChainEntry } from "./chain.ts";
export { checkEvent, checkLeaf, checkPublic, type CheckOptions, type Entered, type When } from "./check.ts";
export { openCheckpoint, readCheckpoint, writeCheckpoint, type Checkpoint } from "./checkpoint.ts";
export {
  addCosignatures,
  cosign,
  cosignatures,
  readWitness,
  writeWitness,
  type Cosigned,
  type Witness,
} from "./cosignature.ts";
export { readLeaf, writeLeaf, type Leaf } from "./leaf.ts";
export { readOpening, writeOpening, type Opening } from "./opening.ts";
export { openPromise, writePromise, type SlotPromise } from "./promise.ts";
export {
  KINDS,
  openTombstone,
  publicCommitment,
  readPublic,
  writePublic,
  writeTombstone,
  type PublicEntry,
  type Tombstone,
} from "./public-entry.ts";
export { RecordError, type RecordErrorCode } from "./record-error.ts";
export {
  DAY_DEPTH,
  dayOfSlot,
  plant,
  rootBy,
  SLOT,
  SLOT_DEPTH,
  slotOf,
  type Path,
  type Plantation,
  type Planted,
} from "./slot.ts";
export {
  readAddCheckpoint,
  readTlogProof,
  writeAddCheckpoint,
  writeTlogProof,
  type AddCheckpoint,
  type TlogProof,
} from "./tlog-proof.ts";
export {
  checkConsistency,
  checkInclusion,
  EMPTY_ROOT,
  leafHash,
  nodeHash,
  type Consistency,
  type Hash,
  type Inclusion,
} from "./tree.ts";
