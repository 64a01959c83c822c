import type { Side } from "@niuniu/people";
import { addStrings, t } from "@niuniu/ui";
import en from "./strings/side/en.json" with { type: "json" };
import zh from "./strings/side/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

/** Who a member is, in one line: role and side. */
export function aboutMember(member: { readonly role: string; readonly side: Side }): string {
  return `${member.role} · ${t(`cases.side.${member.side}`)}`;
}
