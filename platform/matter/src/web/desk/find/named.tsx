import { nameOf } from "@niuniu/roster";
import { Button, t } from "@niuniu/ui";
import { tellCount } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { shortName } from "../../owed/index.ts";
import type { Desk } from "../desk.ts";
import type { KeptMatter } from "./kept-matter.ts";
import { useKept, wordsFor } from "./use-kept.ts";

/** Matters with a note that names this member and that they have not looked at since. */
const namedIn = (all: readonly KeptMatter[]): readonly KeptMatter[] =>
  all.filter(({ mentions, seen }) => mentions.some(({ number }) => number > seen));

/**
 * Notes of colleagues that name this member; nothing where there is none. Looking at the matter is all it takes. `words`: the prefix of
 * the feature's strings for it.
 */
export function NamedMatters(props: {
  readonly words: string;
  readonly desk: Pick<Desk, "roster">;
  readonly onOpen: (name: string) => void;
}): JSX.Element | null {
  const { words } = props;
  const named = namedIn(useKept().all());
  if (named.length === 0) return null;
  return (
    <section class="stack close" aria-labelledby="named">
      <h2 id="named">{t(`${words}.title`)}</h2>
      <p class="soft small">{t(`${words}.lead`)}</p>
      <ul class="stack close">
        {named.map((one) => (
          <li key={one.case} class="soft">
            <Button kind="quiet" onClick={() => props.onOpen(one.case)}>
              <span class="code">{shortName(one.case)}</span> {wordsFor(one)}
            </Button>{" "}
            {t(`${words}.by`, {
              names: [...new Set(one.mentions.filter(({ number }) => number > one.seen).map(({ by }) => by))]
                .map((by) => nameOf(props.desk.roster, by))
                .join(t(`${words}.comma`)),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tells the navigation, under the name `counted`, in how many matters notes name this member, on whatever page. */
export function useNamedCount(counted: string): void {
  const count = namedIn(useKept().all()).length;
  useEffect(() => tellCount(counted, count), [count]);
}
