import type { Side } from "@niuniu/roster";
import en from "./strings/side/en.json" with { type: "json" };
import zh from "./strings/side/zh-CN.json" with { type: "json" };
import { addStrings, t } from "./text.ts";

addStrings({ en, "zh-CN": zh });

/** What is said of a member in one line, as the committee's statement has it. */
export interface About {
  readonly role: string;
  readonly side: Side;
  /** By which entry of the record they were elected, or which office appointed them; neither of most. */
  readonly elected?: string | undefined;
  readonly appointed?: string | undefined;
}

/** Who a member is, in one line: role, side, and how they came here where the statement says it. */
export function aboutMember({ role, side, elected, appointed }: About): string {
  const came = [
    ...(appointed === undefined ? [] : [t("ui.side.appointed", { by: appointed })]),
    ...(elected === undefined ? [] : [t("ui.side.elected")]),
  ];
  return [role, t(`ui.side.${side}`), ...came].join("\u00a0· ");
}
