import { type Origin } from "@niuniu/committee";
import { fingerprint, type Member } from "@niuniu/roster";
import { Check, More, Person, t } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import { Words } from "../words.tsx";
import { OriginNotice } from "./origin.tsx";
import { saidOf } from "./said.ts";

/**
 * One member with the six words of their keys and, where it is asked for, where they come from and whether the words were
 * compared in person.
 */
export function MemberCard(props: {
  readonly member: Member;
  readonly mine: boolean;
  /** Whether the six words stand behind a press: where nobody is asked to compare them. */
  readonly folded?: boolean;
  readonly origin?: Origin | undefined;
  readonly compared?: boolean | undefined;
  readonly onCompared?: ((compared: boolean) => void) | undefined;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { member, mine, origin } = props;
  const unit = member.unit === "" ? "" : ` · ${member.unit}`;
  const said = saidOf(member);
  const words = <Words hash={fingerprint(member)} count={6} label={t("people.fingerprint")} />;
  return (
    <li class="card">
      <Person
        name={member.name}
        about={`${mine ? t("people.you") : ""}${member.role} · ${t(`people.side.${member.side}`)}${unit}`}
      >
        {props.children}
      </Person>
      {said.length > 0 && <p class="soft small">{said.join(" · ")}</p>}
      {origin !== undefined && <OriginNotice origin={origin} name={member.name} />}
      {props.folded === true ? (
        <More title={t("people.fingerprint")}>{words}</More>
      ) : (
        <p>
          <span class="soft small block">{t(mine ? "people.fingerprint.mine" : "people.fingerprint")}</span>
          {words}
        </p>
      )}
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
