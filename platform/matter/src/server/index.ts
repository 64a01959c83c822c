export { count, matterId, olderPage, owed, saltedText, sealedThreadFields } from "./answers.ts";
export { armour, unarmoured } from "./armour.ts";
export { chained } from "./chained.ts";
export { faultsOf } from "./check.ts";
export { doorOn, type Door, type DoorHandlers, type Taken } from "./door/files.ts";
export { entering } from "./door/hand-in.ts";
export { handedIn, pickUpDoor, type HandedIn } from "./door/shapes.ts";
export { matter } from "./feature.ts";
export { requireHybrid } from "./hybrid.ts";
export { mattersOn, type Matters } from "./matters.ts";
export { openMattersOn, type OpenMatters } from "./open.ts";
export { openOffice, readOffice, type CommitteePorts, type Office } from "./office.ts";
export { pack, unpack } from "./pack.ts";
export { checkSealedAtRest, checkStray } from "./sealed/check.ts";
export {
  beginningDoor,
  deskActDoor,
  deskOlderDoor,
  deskThreadDoor,
  memberDoor,
  olderDoor,
  sayDoor,
} from "./sealed/doors.ts";
export { begunOn } from "./sealed/begun.ts";
export { keepingIn, type NewSealed } from "./sealed/keep.ts";
export { hexOf } from "./sealed/pieces.ts";
export { sealedRows } from "./sealed/rows.ts";
export { servingOn, type SealedHandlers } from "./sealed/serving.ts";
export { sealedStore, type SealedTables } from "./sealed/store.ts";
export { owedIn, type Handing } from "./sealed/thread.ts";
export { recordedOf } from "./recorded.ts";
export type { Receipts } from "./receipts.ts";
export type { Chained, NewEntry, SignedAct, Store } from "./store.ts";
export { peopleIn } from "./take.ts";
