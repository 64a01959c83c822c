import { type Duty, HANDLING, type Holder, type Member, type Statement } from "@niuniu/roster";

/** One thing that a statement changes against the one before. `code` has words; the values and the duties fill them in. */
export interface StatementChange {
  readonly code:
    | "joined"
    | "joined-alternate"
    | "left"
    | "seated"
    | "alternate"
    | "keys"
    | "renamed"
    | "office"
    | "unit"
    | "line"
    | "serves"
    | "elected"
    | "appointed"
    | "no-term"
    | "quorum"
    | "witness-joined"
    | "witness-left"
    | "log-named"
    | "log"
    | "issuer-joined"
    | "issuer-left"
    | "holder-joined"
    | "holder-left"
    | "holder-keys"
    | "policy"
    | "calendar"
    | "organisation";
  readonly values: Readonly<Record<string, string | number>>;
  /** What is served from now on, for "serves". */
  readonly duties?: readonly Duty[];
  /** The member as the statement before named them and as this one does, where something is said otherwise of them. */
  readonly of?: { readonly before: Member; readonly now: Member };
}

/**
 * What changed from one statement to the next, people first; empty if it only renews. Without a statement before: nothing. What
 * the first version left unsaid and the second says as it was is no change.
 */
export function changesBetween(before: Statement | null, now: Statement): readonly StatementChange[] {
  if (before === null) return [];
  return [
    ...peopleBetween(before.members, now.members),
    ...holdersBetween(before.recovery ?? [], now.recovery ?? []),
    ...termsBetween(before, now),
  ];
}

function peopleBetween(before: readonly Member[], now: readonly Member[]): readonly StatementChange[] {
  const old = new Map(before.map((member) => [member.id, member]));
  const staying = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((member) => memberChanges(old.get(member.id), member)),
    ...before
      .filter(({ id }) => !staying.has(id))
      .map(({ name }): StatementChange => ({ code: "left", values: { name } })),
  ];
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
const termOf = ({ elected, appointed, from, until }: Member): readonly unknown[] => [elected, appointed, from, until];

/** What one statement says of a member otherwise than the one before; who was not in that one has joined. */
export function memberChanges(before: Member | undefined, now: Member): readonly StatementChange[] {
  const { name, role } = now;
  if (before === undefined) {
    return [{ code: now.alternate === true ? "joined-alternate" : "joined", values: { name, role } }];
  }
  return [
    ...(before.name === name ? [] : [{ code: "renamed" as const, values: { name, before: before.name } }]),
    ...keyChanges(before, now),
    ...[...placeChanges(before, now), ...(isSame(termOf(before), termOf(now)) ? [] : [termChange(now)])].map(
      (change) => ({ ...change, of: { before, now } }),
    ),
  ];
}

function keyChanges(before: Member, now: Member): readonly StatementChange[] {
  const { name } = now;
  const same = before.key === now.key && before.recipient === now.recipient;
  const seated: StatementChange = { code: now.alternate === true ? "alternate" : "seated", values: { name } };
  return [
    ...(same ? [] : [{ code: "keys" as const, values: { name } }]),
    ...(before.alternate === now.alternate ? [] : [seated]),
  ];
}

function placeChanges(before: Member, now: Member): readonly StatementChange[] {
  const { name, role, side, unit, line = "", serves = HANDLING } = now;
  const changes: StatementChange[] = [];
  if (!isSame([before.role, before.side], [role, side])) changes.push({ code: "office", values: { name, role } });
  if (before.unit !== unit) changes.push({ code: "unit", values: { name, unit: unit || "–" } });
  if ((before.line ?? "") !== line) changes.push({ code: "line", values: { name, line: line || "–" } });
  if (!isSame(before.serves ?? HANDLING, serves)) changes.push({ code: "serves", values: { name }, duties: serves });
  return changes;
}

function termChange({ name, elected, appointed, from = "", until = "" }: Member): StatementChange {
  if (appointed !== undefined) return { code: "appointed", values: { name, by: appointed, from, until } };
  return elected === undefined
    ? { code: "no-term", values: { name } }
    : { code: "elected", values: { name, from, until } };
}

function holdersBetween(before: readonly Holder[], now: readonly Holder[]): readonly StatementChange[] {
  const of = (code: StatementChange["code"], holders: readonly Holder[]): readonly StatementChange[] =>
    holders.map(({ name }) => ({ code, values: { name } }));
  const known = (list: readonly Holder[]) => (holder: Holder) => list.find(({ id }) => id === holder.id);
  return [
    ...of(
      "holder-joined",
      now.filter((holder) => known(before)(holder) === undefined),
    ),
    ...of(
      "holder-keys",
      now.filter((holder) => {
        const old = known(before)(holder);
        return old !== undefined && (old.key !== holder.key || old.recipient !== holder.recipient);
      }),
    ),
    ...of(
      "holder-left",
      before.filter((holder) => known(now)(holder) === undefined),
    ),
  ];
}

/** The name of a witness, a log or an issuer, without its key. */
export const nameIn = (line: string): string => line.split("+")[0] ?? line;

function linesBetween(
  what: "witness" | "issuer",
  before: readonly string[],
  now: readonly string[],
): readonly StatementChange[] {
  const of = (how: "joined" | "left", lines: readonly string[]): readonly StatementChange[] =>
    lines.map((line) => ({ code: `${what}-${how}`, values: { name: nameIn(line) } }));
  const only = (lines: readonly string[], others: readonly string[]) => lines.filter((one) => !others.includes(one));
  return [...of("joined", only(now, before)), ...of("left", only(before, now))];
}

function termsBetween(before: Statement, now: Statement): readonly StatementChange[] {
  const changes: StatementChange[] = [];
  const note = (code: StatementChange["code"], values: StatementChange["values"] = {}): void =>
    void changes.push({ code, values });
  if (before.organisation !== now.organisation) note("organisation", { name: now.organisation });
  if (before.quorum !== now.quorum) note("quorum", { before: before.quorum, now: now.quorum });
  changes.push(...linesBetween("witness", before.witnesses, now.witnesses));
  changes.push(...linesBetween("issuer", before.issuers ?? [], now.issuers ?? []));
  if (before.log !== now.log) note(before.log === undefined ? "log-named" : "log", { name: nameIn(now.log ?? "") });
  if (before.policy !== now.policy) note("policy");
  if (before.calendar !== now.calendar) note("calendar");
  return changes;
}
