import { shortName } from "../../owed/index.ts";
import { Card, device, Field, formatDay, isComposing, keeps, t } from "@niuniu/ui";
import { leaveSearch, useKeys } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { search, type Found } from "./search.ts";
import { useKept, wordsFor } from "./use-kept.ts";

/** As many as are shown; whoever finds more says another word. */
const MOST = 30;

/**
 * Search over what this member has opened in this browser; the words go nowhere. While something is typed, what is found stands in the
 * place of `children`. `words`: the prefix of the feature's strings for it.
 */
export function FindBox(props: {
  readonly words: string;
  readonly now: number;
  readonly onOpen: (name: string) => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const { words } = props;
  const [typed, setTyped] = useState("");
  const kept = useKept();
  const input = useRef<HTMLInputElement>(null);
  useKeys([{ key: "/", does: `${words}.key`, act: () => input.current?.focus() }]);
  const asked = typed.trim() !== "";
  const [nowhere] = useState(() => !keeps(device));
  const { found, total } = search(typed, kept.all(), MOST);
  return (
    <>
      <search onKeyDown={leaveBy}>
        <Field
          label={t(`${words}.label`)}
          hint={t(`${words}.hint`, { n: kept.all().length })}
          value={typed}
          onInput={setTyped}
          inputRef={input}
        />
        {nowhere && <p class="hint">{t(`${words}.nowhere`)}</p>}
      </search>
      {asked ? (
        <section class="stack close" aria-labelledby="found">
          <h2 id="found" aria-live="polite">
            {total === 0 ? t(`${words}.nothing`) : t(`${words}.count`, { n: total })}
          </h2>
          {total === 0 && <Card>{t(`${words}.nothing-why`)}</Card>}
          <ul class="list">
            {found.map((one) => (
              <FoundRow key={one.kept.case} found={one} now={props.now} onOpen={() => props.onOpen(one.kept.case)} />
            ))}
          </ul>
          {total > MOST && <p class="soft small">{t(`${words}.more`, { n: total - MOST })}</p>}
        </section>
      ) : (
        props.children
      )}
    </>
  );
}

/** Down to what is shown, with an arrow or with Escape. What is typed stays. */
function leaveBy(event: KeyboardEvent): void {
  if (isComposing(event) || event.repeat || (event.key !== "ArrowDown" && event.key !== "Escape")) return;
  event.preventDefault();
  event.stopPropagation();
  leaveSearch();
}

function FoundRow(props: { readonly found: Found; readonly now: number; readonly onOpen: () => void }): JSX.Element {
  const { kept, around } = props.found;
  return (
    <li>
      <button type="button" class="list-row found-row" onClick={props.onOpen}>
        <span class="row-when soft small">{kept.day === null ? "" : formatDay(kept.day, props.now)}</span>
        <span class="row-what">
          <strong>{wordsFor(kept)}</strong>
          {around !== null && (
            <span class="soft small block">
              {around[0]}
              <mark>{around[1]}</mark>
              {around[2]}
            </span>
          )}
        </span>
        <span class="row-name code">{shortName(kept.case)}</span>
      </button>
    </li>
  );
}
