import { Button, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { sorted, Unable, type Choice } from "./choice.tsx";

/**
 * Members who cannot open this matter yet: lets them in, or says why that must not be; nothing where there is nobody. `words`: the prefix
 * of the feature's strings for its desk, of which it says "WORDS.rewrap.…".
 */
export function LetInCard(props: {
  readonly words: string;
  readonly choices: readonly Choice[];
  readonly letIn: (reader: string) => Promise<void>;
}): JSX.Element | null {
  const { words } = props;
  const act = useAct();
  if (props.choices.length === 0) return null;
  const { able, unable } = sorted(props.choices);
  return (
    <section class="card" aria-labelledby="rewrap">
      <h2 id="rewrap">{t(`${words}.rewrap.title`)}</h2>
      {able.length > 0 && <p class="soft">{t(`${words}.rewrap.lead`)}</p>}
      {able.length > 0 && <p class="soft small">{t(`${words}.rewrap.limit`)}</p>}
      {able.map(({ member }) => (
        <div key={member.id} class="row spread">
          <span>
            {member.name} <span class="soft small">{member.role}</span>
          </span>
          <Button
            kind="quiet"
            label={t(`${words}.rewrap.go-name`, { name: member.name })}
            busy={act.busy ? t(`${words}.sealing`) : null}
            onClick={() => void act.run(() => props.letIn(member.id))}
          >
            {t(`${words}.rewrap.go`)}
          </Button>
        </div>
      ))}
      <Unable choices={unable} />
      <Trouble error={act.error} />
    </section>
  );
}
