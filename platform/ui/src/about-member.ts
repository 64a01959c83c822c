import type { Side } from "@niuniu/roster";
import en from "./strings/side/en.json" with { type: "json" };
import zh from "./strings/side/zh-CN.json" with { type: "json" };
import { addStrings, t } from "./text.ts";

addStrings({ en, "zh-CN": zh });

/** Who a member is, in one line: role and side. */
export function aboutMember(member: { readonly role: string; readonly side: Side }): string {
  return `${member.role} · ${t(`ui.side.${member.side}`)}`;
}
