import type { Seen } from "@niuniu/trust";
import { aboutMember, Button, CheckMark, Person, sentenceOf, t, type About } from "@niuniu/ui";
import type { RosterAnswer } from "@niuniu/wire";
import type { JSX } from "preact";

interface Named extends About {
  readonly id: string;
  readonly name: string;
  readonly alternate?: true | undefined;
}

interface Shown {
  readonly organisation: string;
  readonly members: readonly Named[];
}
const NOBODY: Shown = { organisation: "", members: [] };

/** The names in the newest statement as the server sent it, unchecked: shown until the check is done, which takes a moment. */
function namesIn(answer: RosterAnswer): Shown {
  try {
    const [text = "{}"] = (answer.statements.at(-1) ?? "{}").split("\n");
    const said = { ...NOBODY, ...(JSON.parse(text) as Partial<Shown>) };
    return { ...said, members: said.members.filter(({ alternate }) => alternate !== true) };
  } catch {
    return NOBODY;
  }
}

function shownOf({ answer, look }: Seen): Shown {
  if (look.state !== "checked") return answer === null ? NOBODY : namesIn(answer);
  return { organisation: look.trust.roster.newest.organisation, members: look.trust.active };
}

/** Who handles reports, and where: by name and side, and how they came here. */
export function Committee({ seen }: { readonly seen: Seen }): JSX.Element {
  const { answer, error, again, look } = seen;
  const { organisation, members } = shownOf(seen);
  return (
    <section class="card">
      <div>
        <h2>{t("people.front.people")}</h2>
        <p class="soft">{organisation}</p>
      </div>
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
