import type { Seen } from "@niuniu/trust";
import { aboutMember, Button, CheckMark, Person, sentenceOf, t } from "@niuniu/ui";
import type { RosterAnswer } from "@niuniu/wire";
import type { JSX } from "preact";
import type { Side } from "../../routes.ts";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly side: Side;
  readonly alternate?: true;
}

/** The names in the newest statement as the server sent it, unchecked: shown until the check is done, which takes a moment. */
function namesIn(answer: RosterAnswer): readonly Named[] {
  try {
    const [text = "{}"] = (answer.statements.at(-1) ?? "{}").split("\n");
    const { members = [] } = JSON.parse(text) as { readonly members?: readonly Named[] };
    return members.filter(({ alternate }) => alternate !== true);
  } catch {
    return [];
  }
}

/** Who handles reports, by name and side. */
export function Committee({ seen }: { readonly seen: Seen }): JSX.Element {
  const { answer, error, again, look } = seen;
  const members = look.state === "checked" ? look.trust.active : answer === null ? [] : namesIn(answer);
  return (
    <section class="card">
      <h2>{t("people.front.people")}</h2>
      {error !== null && (
        <p class="row">
          <span>{sentenceOf(error)}</span>
          <Button kind="quiet" onClick={again}>
            {t("ui.again")}
          </Button>
        </p>
      )}
      {answer?.statements.length === 0 && <p>{t("people.front.closed")}</p>}
      <ul>
        {members.map((member) => (
          <li key={member.id}>
            <Person name={member.name} about={aboutMember(member)} />
          </li>
        ))}
      </ul>
      {members.length > 0 && <p class="hint">{t("people.front.people-more")}</p>}
      {look.state === "checked" && <CheckMark>{t("people.front.checked")}</CheckMark>}
    </section>
  );
}
