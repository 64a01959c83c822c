import type { Side } from "@niuniu/people";
import { Button, CheckMark, Person, sentenceOf, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { RosterAnswer } from "@niuniu/wire";
import { aboutMember } from "../about-member.ts";
import type { Loaded } from "../use-loaded.ts";
import type { TrustState } from "./use-trust.ts";

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
export function Committee(props: { readonly answer: Loaded<RosterAnswer>; readonly trust: TrustState }): JSX.Element {
  const { answer, trust } = props;
  const members = trust.state === "checked" ? trust.trust.active : answer.value === null ? [] : namesIn(answer.value);
  return (
    <section class="card">
      <h2>{t("cases.home.people")}</h2>
      {answer.error !== null && (
        <p class="row">
          <span>{sentenceOf(answer.error)}</span>
          <Button kind="quiet" onClick={answer.again}>
            {t("cases.home.again")}
          </Button>
        </p>
      )}
      {answer.value?.statements.length === 0 && <p>{t("cases.home.closed")}</p>}
      <ul>
        {members.map((member) => (
          <li key={member.id}>
            <Person name={member.name} about={aboutMember(member)} />
          </li>
        ))}
      </ul>
      {members.length > 0 && <p class="hint">{t("cases.home.people-more")}</p>}
      {trust.state === "checked" && <CheckMark>{t("cases.home.checked")}</CheckMark>}
    </section>
  );
}
