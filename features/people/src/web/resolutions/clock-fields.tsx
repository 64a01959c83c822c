import { Field, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { sayPlace } from "../committee/rules-words.ts";
import { clocksIn, numberIn } from "../../clocks.ts";

/** What was typed for clocks, by where they stand. */
export type Typed = Readonly<Record<string, string>>;

interface ClockField {
  readonly at: string;
  readonly label: string;
  readonly value: string;
}

/** A group of clocks that are about one thing. */
interface Group {
  readonly about: string;
  readonly fields: readonly ClockField[];
}

/** Every clock that has words, by what it is about; what is about nothing else stands last, together. */
export function groupsIn(policy: string): readonly Group[] {
  const groups = new Map<string, ClockField[]>();
  for (const { at, value } of clocksIn(policy)) {
    const said = sayPlace(at);
    if (said === null) continue;
    const { rule, unit } = said;
    const about = rule === "" ? t("people.propose.others") : said.about;
    const place = rule === "" ? said.about : rule;
    const label = unit === null ? place : t("people.propose.clock", { place, unit });
    groups.set(about, [...(groups.get(about) ?? []), { at, label, value: String(value) }]);
  }
  const others = t("people.propose.others");
  const all = [...groups].map(([about, fields]) => ({ about, fields }));
  return [...all.filter(({ about }) => about !== others), ...all.filter(({ about }) => about === others)];
}

/** The clocks of a policy to be set, folded by what they are about; a fold says how many in it were changed. */
export function ClockFields(props: {
  readonly base: string;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}): JSX.Element {
  const { typed } = props;
  return (
    <fieldset>
      <legend>{t("people.propose.clocks")}</legend>
      {groupsIn(props.base).map(({ about, fields }) => {
        const changed = fields.filter(({ at, value }) => (typed[at] ?? value) !== value).length;
        return (
          <details key={fields[0]?.at ?? about} class="more">
            <summary>
              {about} <span class="soft small">{t("people.propose.changed", { changed, all: fields.length })}</span>
            </summary>
            <div class="fields">
              {fields.map(({ at, label, value }) => (
                <ClockOf
                  key={at}
                  label={label}
                  value={value}
                  typed={typed[at]}
                  onType={(text) => props.onType({ ...typed, [at]: text })}
                />
              ))}
            </div>
          </details>
        );
      })}
    </fieldset>
  );
}

function ClockOf(props: {
  readonly label: string;
  readonly value: string;
  readonly typed: string | undefined;
  readonly onType: (text: string) => void;
}): JSX.Element {
  const { value, typed = value } = props;
  return (
    <Field
      label={props.label}
      value={typed}
      {...(typed === value ? {} : { hint: t("people.propose.before", { value }) })}
      error={numberIn(typed) === null ? t("people.propose.number") : null}
      onInput={props.onType}
    />
  );
}
