import { coinciding, type Serving } from "@niuniu/roster";
import { t } from "@niuniu/ui";
import type { JSX } from "preact";

/** Where duties that should be apart fall to one person: the same that everybody reads in the record. */
export function Coinciding(props: {
  readonly people: readonly (Serving & { readonly name: string })[];
}): JSX.Element | null {
  const found = coinciding(props.people);
  return found.length === 0 ? null : (
    <ul class="facts stack close small soft">
      {found.map(({ duties: [first, second], people }) => (
        <li key={`${first} ${second}`}>
          {t("people.committee.coincide", {
            first: t(`people.duty.${first}`),
            second: t(`people.duty.${second}`),
            names: people.map(({ name }) => name).join(t("people.comma")),
          })}
        </li>
      ))}
    </ul>
  );
}
