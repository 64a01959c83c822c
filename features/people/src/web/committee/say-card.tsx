import { HANDLING, type Member } from "@niuniu/roster";
import { Check, Field, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { DutyChoice } from "./duty-choice.tsx";
import type { Said } from "./proposal.ts";

/** What the next statement says of somebody: whom they report to, what they serve, who appointed them until when, seat or not. */
export function SayCard(props: {
  readonly member: Member;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
}): JSX.Element {
  const { member, onSay } = props;
  const said: Said = { ...member, ...props.said };
  const say = (change: Said): void => onSay({ ...props.said, ...change });
  return (
    <details class="more">
      <summary>{t("people.say.title", { name: member.name })}</summary>
      <div class="stack">
        <Field
          label={t("people.line")}
          optional
          hint={t("people.line-hint")}
          value={said.line ?? ""}
          onInput={(line) => say({ line: tidy(line) })}
        />
        <DutyChoice value={said.serves ?? HANDLING} onChoose={(serves) => say({ serves })} />
        <Field
          label={t("people.appointed")}
          optional
          hint={t("people.appointed-hint")}
          value={said.appointed ?? ""}
          onInput={(office) => say(appointedBy(office, said))}
        />
        <Field
          label={t("people.elected")}
          optional
          code
          hint={t("people.elected-hint")}
          value={said.elected ?? ""}
          onInput={(hash) => say(electedBy(hash, said))}
        />
        {(said.appointed ?? said.elected) !== undefined && (
          <div class="pair">
            <Field
              label={t("people.appointed-from")}
              type="date"
              value={said.from ?? ""}
              onInput={(from) => say({ from })}
            />
            <Field
              label={t("people.appointed-until")}
              type="date"
              value={said.until ?? ""}
              onInput={(until) => say({ until })}
            />
          </div>
        )}
        <Check
          checked={said.alternate === true}
          onChange={(yes) => say({ alternate: yes ? true : undefined })}
          title={t("people.alternate")}
          hint={t("people.alternate-hint")}
        />
      </div>
    </details>
  );
}

/** One spelling and one line, as a statement demands; a space at the end may still be followed by a word. */
const tidy = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trimStart();

/** An election, cited by the hash of an entry, with its term, or none of it; an appointment gives way to what is typed. */
function electedBy(typed: string, { from = "", until = "" }: Said): Said {
  const elected = typed.trim().toLowerCase();
  if (elected === "") return { elected: undefined, appointed: undefined, from: undefined, until: undefined };
  return { appointed: undefined, elected, from, until };
}

/** An office with its term, or none of it; an election that the statement cites gives way to what is typed. */
function appointedBy(office: string, { from = "", until = "" }: Said): Said {
  const appointed = tidy(office);
  if (appointed === "") return { elected: undefined, appointed: undefined, from: undefined, until: undefined };
  return { elected: undefined, appointed, from, until };
}
