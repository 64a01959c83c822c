import { addStrings } from "../text.ts";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** Makes the area's own words known; to be called once by the entry of each. */
export function startArea(): void {
  addStrings({ en, "zh-CN": zh });
}

export { Area } from "./area.tsx";
export {
  draftFor,
  draftsGone,
  draftShelf,
  draftsWritten,
  keepDraft,
  useDraft,
  useDraftChoice,
  useOwnDrafts,
  useUnsent,
  warnBeforeLeaving,
} from "./drafts.ts";
export { leaveSearch } from "./focus.ts";
export { Folded } from "./folded.tsx";
export { Begun, KeptHere } from "./kept-here.tsx";
export { LeftWords } from "./left-words.tsx";
export { Narrow } from "./narrow.tsx";
export { PagedList } from "./paged-list.tsx";
export { ReadyBeneath } from "./ready-beneath.tsx";
export { useKeys, type Key } from "./keys.ts";
export { tellCount } from "./own-counts.ts";
export { useKeepsHere } from "./keeps-here.ts";
export { fileNameOf, own, type OwnFiles } from "./own-files.ts";
export { insertAtCursor } from "./insert.ts";
export { List, ListRow } from "./list.tsx";
export { ReadyWordsProvider, useReadyWords, type KnownWords, type ReadyWords } from "./ready-words.ts";
export { usePages, type Pages } from "./use-pages.ts";
export type { Always, Beside, Entered, Part, Place, Placed } from "./place.ts";
