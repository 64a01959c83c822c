import type { Seen } from "@niuniu/trust";
import { addStrings } from "@niuniu/ui";
import type { FrontPart } from "@niuniu/ui/front";
import en from "../strings/front/en.json" with { type: "json" };
import zh from "../strings/front/zh-CN.json" with { type: "json" };
import { Committee } from "./committee.tsx";
import { EightWords } from "./eight-words.tsx";
import { Doubts, NotToBeBelieved } from "./warnings.tsx";

/** What the public page shows of the committee: who is on it, and whether one may believe that. */
export const people: FrontPart<Seen> = {
  name: "people",
  start: () => addStrings({ en, "zh-CN": zh }),
  shows: { stop: [NotToBeBelieved], committee: [Doubts], how: [Committee], check: [EightWords] },
};
