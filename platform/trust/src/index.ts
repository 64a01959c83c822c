export type { Asking } from "./asking.ts";
export { look, type Look, type Seen } from "./look.ts";
export {
  changeIn,
  compareMilestone,
  comparePin,
  pinnedMilestone,
  sawNewest,
  type Grown,
  type Milestone,
  type Pinned,
  type Shelf,
} from "./pin.ts";
export { OtherTexts, provenIn, readCommittee, trustIn, whyNot, wordsOf, type Committee, type Trust } from "./trust.ts";
export { ownLine } from "./own-line.ts";
export { askBetween } from "./record/ask-between.ts";
export { evidenceText, type Checked, type Exhibit, type Finding } from "./record/findings.ts";
export { compareMarks, exhibitOf, type AskBetween, type Mark } from "./record/marks.ts";
export { pinOnce } from "./record/pinning.ts";
export { endOfSlot, type PutBackView, type RecordView } from "./record/view.ts";
export { isPutBack, watchRecord, type Watched } from "./record/watch.ts";
export { witnessedBy, type Witnessed } from "./record/witnessed.ts";
