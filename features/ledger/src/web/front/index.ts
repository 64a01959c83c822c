import type { Seen } from "@niuniu/trust";
import { addStrings } from "@niuniu/ui";
import type { FrontPart } from "@niuniu/ui/front";
import en from "../strings/front/en.json" with { type: "json" };
import zh from "../strings/front/zh-CN.json" with { type: "json" };
import { PutBackNotice } from "./put-back-notice.tsx";
import { RecordLine, RecordWarning } from "./record-line.tsx";

/** What the public page shows of the record: what is wrong with it, and where it stands. */
export const ledger: FrontPart<Seen> = {
  name: "ledger",
  start: () => addStrings({ en, "zh-CN": zh }),
  shows: { lost: [PutBackNotice], record: [RecordWarning], check: [RecordLine] },
};
