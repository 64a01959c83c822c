import type { Keys } from "@niuniu/seal/open";
import { countersign, fingerprint, type Holder, type Roster } from "@niuniu/roster";
import { Breakable, Button, formatDay, Notice, settle, t, useAct } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { countersign as countersignRoute, type Draft, type Newcomer } from "../../routes.ts";
import { isSigned } from "../taken.ts";
import { Trouble } from "../trouble.tsx";
import { compare, type Comparison } from "./comparison.ts";
import { keyLine } from "./key-line.ts";
import { MemberCard } from "./member-card.tsx";
import { isWelcome, originsIn } from "./origin.tsx";
import { sayChange } from "./said.ts";
import { Words } from "../words.tsx";

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
  readonly ask: Ask;
  readonly id: string;
  readonly keys: Keys;
  readonly onSigned: () => void;
}): JSX.Element {
  const { before, draft, id, newcomers, now } = props;
  const [compared, setCompared] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const act = useAct();
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
    if (missing.length > 0) return;
    void act.run(async () => {
      const note = countersign(before, draft.note, { id, seed: props.keys.signing });
      await settle(
        () => props.ask(countersignRoute, { note }),
        () => isSigned(props.ask, note, id),
      );
      props.onSigned();
    });
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
      <Trouble error={act.error} />
      {signed && <Notice tone="done">{t("people.draft.you-signed")}</Notice>}
      {!signed && !strangers && (
        <Button kind="main" onClick={sign} busy={act.busy ? t("people.working") : null}>
          {t("people.draft.sign", { number: comparison.statement.number })}
        </Button>
      )}
    </div>
  );
}

function Changes({ comparison }: { readonly comparison: Comparison }): JSX.Element {
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
function Holders({ holders }: { readonly holders: readonly Holder[] }): JSX.Element | null {
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

const join = (list: readonly string[]): string => list.join(t("people.comma"));
const names = (members: readonly { readonly name: string }[]): string => join(members.map(({ name }) => name));

function read(before: Roster | null, draft: Draft): Comparison | null {
  try {
    return compare(before, draft.note);
  } catch {
    return null;
  }
}
