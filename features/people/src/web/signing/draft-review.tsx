import type { Roster } from "@niuniu/roster";
import { Button, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Draft, Newcomer } from "../../routes.ts";
import { Changes, Holders, join, names } from "./changes.tsx";
import { compare, type Comparison } from "./comparison.ts";
import { MemberCard } from "./member-card.tsx";
import { isWelcome, originsIn } from "./origin.tsx";

/**
 * What tells a draft from every other, whoever has signed it: its text. As the key of a {@link DraftReview} it keeps a tick
 * given to the people of one draft from counting for another.
 */
export const draftKey = ({ note }: Draft): string => note.slice(0, note.indexOf("\n"));

/** A draft to compare and sign: what it changes, whose words to read aloud, who has signed, who is still asked. */
export function DraftReview(props: {
  readonly before: Roster | null;
  readonly draft: Draft;
  readonly newcomers: readonly Newcomer[];
  readonly now: number;
  /** Who looks at it. */
  readonly id: string;
  /** It was read and compared, and is to be signed: exactly this one. */
  readonly onSign: (draft: Draft) => void;
}): JSX.Element {
  const { before, draft, id, newcomers, now } = props;
  const [compared, setCompared] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const comparison = useMemo(() => read(before, draft), [before, draft]);
  const origins = useMemo(
    () => originsIn(before, comparison?.fresh ?? [], newcomers, now),
    [before, comparison, newcomers],
  );
  if (comparison === null) {
    return (
      <Notice tone="missed" title={t("people.draft.broken")}>
        {t("people.draft.broken-why")}
      </Notice>
    );
  }
  const { fresh, signatures } = comparison;
  const others = fresh.filter((member) => member.id !== id);
  const missing = others.filter((member) => !compared.has(member.id));
  const signed = signatures.signed.includes(id);
  const strangers = [...origins.values()].some((origin) => !isWelcome(origin));
  const mark = (member: string, yes: boolean): void =>
    setCompared((set) => new Set(yes ? [...set, member] : [...set].filter((one) => one !== member)));
  const sign = (): void => {
    setTried(true);
    if (missing.length === 0) props.onSign(draft);
  };
  return (
    <div class="stack">
      <Changes comparison={comparison} />
      <ul class="stack">
        {fresh.map((member) => (
          <MemberCard
            key={member.id}
            member={member}
            mine={member.id === id}
            origin={origins.get(member.id)}
            compared={compared.has(member.id)}
            onCompared={signed || strangers ? undefined : (yes) => mark(member.id, yes)}
          />
        ))}
      </ul>
      <Holders holders={comparison.holders} />
      <Signers comparison={comparison} />
      {tried && missing.length > 0 && (
        <Notice tone="missed">{t("people.draft.compare-first", { names: names(missing) })}</Notice>
      )}
      {signed && <Notice tone="done">{t("people.draft.you-signed")}</Notice>}
      {!signed && !strangers && (
        <Button kind="main" onClick={sign}>
          {t("people.draft.sign", { number: comparison.statement.number })}
        </Button>
      )}
    </div>
  );
}

function Signers({ comparison }: { readonly comparison: Comparison }): JSX.Element {
  const { signatures, statement } = comparison;
  const nameOf = (id: string): string => statement.members.find((member) => member.id === id)?.name ?? id;
  return (
    <p class="soft">
      {signatures.signed.length > 0 && (
        <span class="block">{t("people.draft.signed-by", { names: join(signatures.signed.map(nameOf)) })}</span>
      )}
      {signatures.lacking > 0 && <span class="block">{t("people.draft.lacking", { count: signatures.lacking })}</span>}
      {signatures.employeesLacking && <span class="block">{t("people.draft.employees-lacking")}</span>}
    </p>
  );
}

/** A draft as it is read here; null where it breaks a rule. */
export function read(before: Roster | null, draft: Draft): Comparison | null {
  try {
    return compare(before, draft.note);
  } catch {
    return null;
  }
}
