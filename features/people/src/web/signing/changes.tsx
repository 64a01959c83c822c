import { fingerprint, type Holder } from "@niuniu/roster";
import { Breakable, formatDay, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { Words } from "../words.tsx";
import type { Comparison } from "./comparison.ts";
import { keyLine } from "./key-line.ts";
import { sayChange } from "./said.ts";

/** What a statement changes, in words: read from its own text, and the same for whoever proposes and whoever signs. */
export function Changes({ comparison }: { readonly comparison: Comparison }): JSX.Element {
  const { statement, fresh, gone, said, rules, record, joining, leaving, issuing, retired } = comparison;
  const first = statement.number === 1;
  const lines = [
    fresh.length > 0 && !first && t("people.draft.adds", { names: names(fresh) }),
    gone.length > 0 && t("people.draft.removes", { names: names(gone) }),
    ...said.map(sayChange),
    issuing.length > 0 && t("people.draft.issuers-join", { names: join(issuing.map(keyLine)) }),
    retired.length > 0 && t("people.draft.issuers-leave", { names: join(retired.map(keyLine)) }),
    rules && t("people.draft.rules", { quorum: statement.quorum }),
    record !== null && t(`people.draft.${record}`, { record: keyLine(statement.log ?? "") }),
    joining.length > 0 && t("people.draft.witnesses-join", { names: join(joining.map(keyLine)) }),
    leaving.length > 0 && t("people.draft.witnesses-leave", { names: join(leaving.map(keyLine)) }),
    t("people.draft.valid", { day: formatDay(statement.validUntil, Date.now()) }),
  ].filter((line) => line !== false);
  return (
    <ul class="facts stack close">
      {lines.map((line) => (
        <li key={line}>
          <Breakable text={line} />
        </li>
      ))}
    </ul>
  );
}

/** Who would keep a part of a recovery under new keys, with the words to compare. */
export function Holders({ holders }: { readonly holders: readonly Holder[] }): JSX.Element | null {
  if (holders.length === 0) return null;
  return (
    <ul class="stack">
      {holders.map((holder) => (
        <li key={holder.id} class="card">
          <p>{t("people.draft.holder", { name: holder.name })}</p>
          <Words hash={fingerprint(holder)} count={6} label={t("people.fingerprint")} />
        </li>
      ))}
    </ul>
  );
}

export const join = (list: readonly string[]): string => list.join(t("people.comma"));
export const names = (members: readonly { readonly name: string }[]): string => join(members.map(({ name }) => name));
