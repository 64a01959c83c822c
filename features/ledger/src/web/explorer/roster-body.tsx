import { changesBetween, nameIn, type StatementChange } from "@niuniu/people";
import { coinciding, seatsOf, type Duty, type Member, type Roster, type Statement } from "@niuniu/roster";
import { Breakable, formatDate, formatDay, Notice, Person, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Naming } from "./entry-words.ts";
import { Hash } from "./hash.tsx";

const witnessesIn = ({ witnesses }: Statement): string =>
  witnesses.length === 0
    ? t("ledger.roster.no-witness")
    : t("ledger.roster.witnesses", { names: witnesses.map(nameIn).join(t("ledger.comma")) });

/** Who else has keys in a statement. */
function othersIn({ issuers = [], recovery = [] }: Statement): readonly string[] {
  const names = (list: readonly string[]): string => list.join(t("ledger.comma"));
  return [
    ...(issuers.length === 0 ? [] : [t("ledger.roster.issuers", { names: names(issuers.map(nameIn)) })]),
    ...(recovery.length === 0 ? [] : [t("ledger.roster.recovery", { names: names(recovery.map(({ name }) => name)) })]),
  ];
}

const dutiesIn = (duties: readonly Duty[]): string =>
  duties.map((duty) => t(`ledger.duty.${duty}`)).join(t("ledger.comma"));

/** A change in words. */
function said({ code, values, duties = [] }: StatementChange): string {
  if (code === "serves" && duties.length === 0) return t("ledger.change.serves-nothing", values);
  return t(`ledger.change.${code}`, { ...values, ...daysIn(values), duties: dutiesIn(duties) });
}

/** The days of a term, each with its year; nothing where there is none. */
function daysIn({ from, until }: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  if (typeof from !== "string" || typeof until !== "string") return {};
  return { from: formatDay(from, 0), until: formatDay(until, 0) };
}

function aboutMember({ role, side, unit, line = "", alternate }: Member): string {
  const to = line === "" ? "" : t("ledger.roster.line", { line });
  const waits = alternate === true ? t("ledger.roster.alternate") : "";
  return [waits, role, t(`ledger.side.${side}`), unit, to].filter(Boolean).join(" · ");
}

/** What a member is asked to do, and by whom they came here; nothing where the statement says neither. */
function Serves({ member }: { readonly member: Member }): JSX.Element | null {
  const { serves = [], elected, appointed, from, until } = member;
  const came = appointed !== undefined ? "appointed" : elected !== undefined ? "elected" : null;
  const lines = [
    ...(serves.length === 0 ? [] : [t("ledger.roster.serves", { duties: dutiesIn(serves) })]),
    ...(came === null ? [] : [t(`ledger.roster.${came}`, { by: appointed ?? "", ...daysIn({ from, until }) })]),
  ];
  return lines.length === 0 ? null : <span class="small soft block">{lines.join(" · ")}</span>;
}

/** With few members duties that should be apart fall together: then everybody is told with whom. Nothing is said of the first version. */
function Coinciding({ seats }: { readonly seats: readonly Member[] }): JSX.Element | null {
  if (seats.every(({ serves }) => serves === undefined)) return null;
  return (
    <>
      {coinciding(seats).map(({ duties: [first, second], people }) => (
        <p key={`${first} ${second}`} class="small soft">
          {t("ledger.roster.coincide", {
            first: t(`ledger.duty.${first}`),
            second: t(`ledger.duty.${second}`),
            names: people.map(({ name }) => name).join(t("ledger.comma")),
          })}
        </p>
      ))}
    </>
  );
}

/** By which resolution a policy or calendar was adopted that a statement puts in force, or that none is known. */
function Adoption(props: {
  readonly statement: Statement;
  readonly code: StatementChange["code"];
  readonly naming: Naming;
}): JSX.Element | null {
  const { statement, code, naming } = props;
  if (code !== "policy" && code !== "calendar") return null;
  const at = naming.adoptedAt({ kind: code, text: statement[code] });
  return (
    <span class="small soft block">
      {at === null ? t("ledger.roster.unresolved") : t("ledger.roster.resolved", { index: at })}
    </span>
  );
}

/** A statement with its people, and what it changes against the one before. */
export function RosterBody(props: {
  readonly statement: Statement;
  readonly hash: string;
  readonly roster: Roster | null;
  readonly naming: Naming;
}): JSX.Element {
  const { statement, roster, naming } = props;
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
            {changes.map((change) => (
              <li key={`${change.code} ${String(change.values["name"])}`}>
                <Breakable text={said(change)} />
                <Adoption statement={statement} code={change.code} naming={naming} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ul>
        {statement.members.map((member) => (
          <li key={member.id}>
            <Person name={member.name} about={aboutMember(member)}>
              <Serves member={member} />
            </Person>
          </li>
        ))}
      </ul>
      <Coinciding seats={seatsOf(statement)} />
      <p class="small soft">
        {t("ledger.roster.terms", {
          from: formatDate(Date.parse(statement.effective), now, naming.zone),
          until: formatDay(statement.validUntil, now),
          quorum: statement.quorum,
          count: seatsOf(statement).length,
        })}
      </p>
      <p class="small soft">
        <Breakable text={witnessesIn(statement)} />
      </p>
      {othersIn(statement).map((line) => (
        <p key={line} class="small soft">
          <Breakable text={line} />
        </p>
      ))}
      <Hash hash={props.hash} />
    </>
  );
}
