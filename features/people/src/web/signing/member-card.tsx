import { fingerprint, type Member } from "@niuniu/roster";
import { Check, Person, t } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import { Words } from "../words.tsx";

/** One member with the six words of their keys and, where it is asked for, whether they were compared in person. */
export function MemberCard(props: {
  readonly member: Member;
  readonly mine: boolean;
  readonly compared?: boolean | undefined;
  readonly onCompared?: ((compared: boolean) => void) | undefined;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { member, mine } = props;
  const unit = member.unit === "" ? "" : ` · ${member.unit}`;
  return (
    <li class="card">
      <Person
        name={member.name}
        about={`${mine ? t("people.you") : ""}${member.role} · ${t(`people.side.${member.side}`)}${unit}`}
      >
        {props.children}
      </Person>
      <p>
        <span class="soft small block">{t(mine ? "people.fingerprint.mine" : "people.fingerprint")}</span>
        <Words hash={fingerprint(member)} count={6} label={t("people.fingerprint")} />
      </p>
      {props.onCompared !== undefined && !mine && (
        <Check
          checked={props.compared === true}
          onChange={props.onCompared}
          title={t("people.compared", { name: member.name })}
        />
      )}
    </li>
  );
}
