import type { Side } from "@niuniu/people";
import { t } from "@niuniu/ui";

/** Who a member is, in one line: role and side. */
export function aboutMember(member: { readonly role: string; readonly side: Side }): string {
  return `${member.role} · ${t(`cases.side.${member.side}`)}`;
}
