import { Breakable, formatDate, formatDay, More, Notice, Person, t } from "@niuniu/ui";
import type { Roster, Statement } from "@niuniu/roster";
import type { JSX } from "preact";
import { changesBetween, nameIn } from "../entries/changes.ts";
import type { Read, Shown } from "../entries/shown.ts";
import { FiguresTable } from "./figures-table.tsx";
import type { Naming } from "./entry-words.ts";

/** Everything an entry says, for people; and its exact text for those who want to check it themselves. */
export function EntryBody(props: {
  readonly read: Read;
  readonly roster: Roster | null;
  readonly naming: Naming;
}): JSX.Element {
  const { shown, entry } = props.read;
  return (
    <div class="stack close">
      <Said shown={shown} roster={props.roster} naming={props.naming} />
      {entry.text !== null && <Exact title={t("ledger.exact.entry")} text={entry.text} />}
    </div>
  );
}

function Exact(props: { readonly title: string; readonly text: string }): JSX.Element {
  return (
    <More title={props.title}>
      <p class="said code small" translate={false} tabIndex={0}>
        {props.text}
      </p>
    </More>
  );
}

const Hash = ({ hash }: { readonly hash: string }): JSX.Element => (
  <p class="small">
    <span class="soft">SHA-256</span>{" "}
    <span class="code" translate={false}>
      {hash}
    </span>
  </p>
);

function Said(props: {
  readonly shown: Shown;
  readonly roster: Roster | null;
  readonly naming: Naming;
}): JSX.Element | null {
  const { shown } = props;
  if (shown.kind === "roster") {
    return <RosterBody statement={shown.statement} hash={shown.hash} roster={props.roster} zone={props.naming.zone} />;
  }
  if (shown.kind === "policy" || shown.kind === "calendar") {
    return (
      <>
        <Hash hash={shown.hash} />
        <Exact title={t(`ledger.exact.${shown.kind}`)} text={shown.body} />
      </>
    );
  }
  if (shown.kind === "feature") {
    return (
      <>
        <Hash hash={shown.hash} />
        <Exact title={t("ledger.exact.feature")} text={shown.body} />
      </>
    );
  }
  if (shown.kind === "figures") return <FiguresTable figures={shown.figures} />;
  if (shown.kind === "tombstone" || shown.kind === "buried") {
    return <Exact title={t("ledger.exact.note")} text={shown.note} />;
  }
  return shown.kind === "release" ? <Files release={shown} /> : null;
}

/** Every file of a release with its hash. */
function Files(props: { readonly release: Extract<Shown, { readonly kind: "release" }> }): JSX.Element {
  const { files, hash } = props.release;
  return (
    <>
      <Hash hash={hash} />
      <More title={t("ledger.exact.files", { count: files.length })}>
        <ul class="stack close small code" translate={false}>
          {files.map(([path, of]) => (
            <li key={path}>
              {path} <span class="soft">{of}</span>
            </li>
          ))}
        </ul>
      </More>
    </>
  );
}

const witnessesIn = ({ witnesses }: Statement): string =>
  witnesses.length === 0
    ? t("ledger.roster.no-witness")
    : t("ledger.roster.witnesses", { names: witnesses.map(nameIn).join(t("ledger.comma")) });

/** A statement with its people, and what it changes against the one before. */
function RosterBody(props: {
  readonly statement: Statement;
  readonly hash: string;
  readonly roster: Roster | null;
  readonly zone: string;
}): JSX.Element {
  const { statement, roster, zone } = props;
  const now = Date.now();
  const before = roster?.statements.find(({ number }) => number === statement.number - 1) ?? null;
  const changes = changesBetween(before, statement);
  const foreign = roster !== null && !roster.hashes.includes(props.hash);
  return (
    <>
      {foreign && <Notice tone="missed">{t("ledger.roster.foreign")}</Notice>}
      {before !== null && (
        <>
          <h4>{t("ledger.roster.changes", { number: before.number })}</h4>
          {changes.length === 0 && <p>{t("ledger.roster.renewed")}</p>}
          <ul class="points">
            {changes.map(({ code, values }) => (
              <li key={`${code} ${String(values["name"])}`}>
                <Breakable text={t(`ledger.change.${code}`, values)} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ul>
        {statement.members.map(({ id, name, role, side, unit }) => (
          <li key={id}>
            <Person name={name} about={[role, t(`ledger.side.${side}`), unit].filter(Boolean).join(" · ")} />
          </li>
        ))}
      </ul>
      <p class="small soft">
        {t("ledger.roster.terms", {
          from: formatDate(Date.parse(statement.effective), now, zone),
          until: formatDay(statement.validUntil, now),
          quorum: statement.quorum,
          count: statement.members.length,
        })}
      </p>
      <p class="small soft">
        <Breakable text={witnessesIn(statement)} />
      </p>
      <Hash hash={props.hash} />
    </>
  );
}
