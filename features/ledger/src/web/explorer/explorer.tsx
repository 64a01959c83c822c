import { Button, Progress, t, Trouble, useLoad } from "@niuniu/ui";
import { KINDS } from "@niuniu/record";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { adoptedIn, adoptedKey } from "../entries/resolution.ts";
import { daysOf } from "../entries/days.ts";
import type { Read } from "../entries/shown.ts";
import { EntryCard } from "./entry-card.tsx";
import type { Naming } from "./entry-words.ts";
import { lookAt, type Look, type Standing } from "./look.ts";
import { Picture } from "./picture.tsx";
import { DAYS, StateCard } from "./state-card.tsx";
import { useEntries } from "./use-entries.ts";

type Kind = (typeof KINDS)[number] | "feature" | "all";

/** `/record`: what is in the public record, for anybody, with check marks that are worked out here. */
export function Explorer(): JSX.Element {
  const { value: look, error, again } = useLoad(lookAt, "record");
  return (
    <>
      <div class="stack close">
        <h1>{t("ledger.record.title")}</h1>
        <p class="lead">{t("ledger.record.lead")}</p>
      </div>
      <Trouble error={error} again={again} />
      {look === null && error === null && <Progress words={t("ledger.loading")} />}
      {look?.record === null && <p>{t("ledger.record.empty")}</p>}
      {look?.record !== undefined && look.record !== null && <Whole look={look} record={look.record} />}
    </>
  );
}

function Whole({ look, record }: { readonly look: Look; readonly record: Standing }): JSX.Element {
  const entries = useEntries(record.size);
  const names = new Map(look.roster?.statements.flatMap(({ members }) => members.map(({ id, name }) => [id, name])));
  const adopted = useMemo(() => adoptedIn(look.roster, entries.read), [look.roster, entries.read]);
  const naming: Naming = {
    zone: look.zone,
    nameOf: (member) => names.get(member) ?? member,
    adoptedAt: (text) => adopted.get(adoptedKey(text)) ?? null,
  };
  return (
    <>
      <div class="halves">
        <StateCard look={look} record={record} read={entries.read} />
        <section class="card">
          <h2>{t("ledger.record.silent")}</h2>
          <p>{t("ledger.record.silent-1")}</p>
          <p>{t("ledger.record.silent-2")}</p>
          <p>
            <a href="/verify">{t("ledger.verify.link")}</a>
          </p>
        </section>
      </div>
      <section class="card">
        <h2>{t("ledger.picture.title", { days: DAYS })}</h2>
        <Picture days={daysOf(entries.read, { now: Date.now(), zone: look.zone }, DAYS)} />
      </section>
      <List look={look} record={record} naming={naming} entries={entries} />
    </>
  );
}

function List(props: {
  readonly look: Look;
  readonly record: Standing;
  readonly naming: Naming;
  readonly entries: ReturnType<typeof useEntries>;
}): JSX.Element {
  const { look, record, naming, entries } = props;
  const [kind, setKind] = useState<Kind>("all");
  const [count, setCount] = useState(STEP);
  const wanted = (one: Read): boolean => kind === "all" || one.shown.kind === kind || isErased(one, kind);
  const chosen = entries.read.filter(wanted);
  const shown = chosen.slice(0, count);
  const { whole, busy } = entries;
  const more = shown.length < chosen.length || !whole;
  const earlier = (): void => {
    setCount(count + STEP);
    if (chosen.length < count + STEP && !whole) entries.earlier(wanted);
  };
  useEffect(() => {
    setCount(STEP);
    if (chosen.length === 0 && !whole && !busy) entries.earlier(wanted);
  }, [kind]);
  return (
    <section class="stack" aria-labelledby="entries">
      <h2 id="entries">{t("ledger.list.title")}</h2>
      <label class="field">
        {t("ledger.list.show")}
        <select value={kind} onChange={({ currentTarget: { value } }) => setKind(value as Kind)}>
          {(["all", ...KINDS, "feature"] as const).map((one) => (
            <option key={one} value={one}>
              {t(`ledger.filter.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <p class="small soft" role="status">
        {busy ? t("ledger.loading") : t(whole ? "ledger.list.whole" : "ledger.list.count", { count: chosen.length })}
      </p>
      {kind === "all" && <p class="small soft">{t("ledger.list.between")}</p>}
      <Trouble error={entries.error} again={() => entries.earlier(wanted)} />
      <ol class="stack">
        {shown.map((read) => (
          <EntryCard key={read.entry.index} read={read} record={record} roster={look.roster} naming={naming} />
        ))}
      </ol>
      {more && (
        <Button onClick={earlier} busy={busy ? t("ledger.loading") : null}>
          {t("ledger.list.earlier")}
        </Button>
      )}
    </section>
  );
}

/** As many entries a press shows. */
const STEP = 20;

/** An erased text is found where people look for what was erased. */
const isErased = ({ shown }: Read, kind: Kind): boolean => kind === "tombstone" && shown.kind === "buried";
