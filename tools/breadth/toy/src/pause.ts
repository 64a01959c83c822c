import { readMemberNote, signMemberNote, type NoteKind } from "@niuniu/committee";
import type { Seed } from "@niuniu/note";
import type { Member } from "@niuniu/roster";
import { day, idOf } from "@niuniu/roster/reading";

/** What one member says of another in a signed note: on these days, both included, they answer no questions. */
export type Pause = { readonly of: string; readonly by: string; readonly from: string; readonly until: string };

const PAUSE: NoteKind<Pause> = {
  word: "pause v1",
  shape: { of: idOf, by: idOf, from: day, until: day },
  frame: ({ of, by, from, until }) => ({ of, by: [by], from, until }),
  bars: (isCovered) => isCovered,
};

/** Signs it with the seed of whoever says so. */
export const pauseNote = (pause: Pause, seed: Seed): string => signMemberNote(PAUSE, pause, [{ name: pause.by, seed }]);

/** What such a note says, if one of `members` signed it alone; RosterError for anything else. */
export const readPause = (note: string, members: readonly Member[]): Pause => readMemberNote(PAUSE, note, members);
