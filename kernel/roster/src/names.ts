import type { Named } from "./fields.ts";
import { RosterError } from "./roster-error.ts";
import type { Member, Statement } from "./statement.ts";

/** The fields people read. */
type Field = "organisation" | "name" | "role" | "unit" | "line" | "appointed" | "holder" | "witness";

// Letters, numbers, punctuation and a few signs: what is not in here is not seen, not one line, or a picture that says "verified".
const ALLOWED = /^[\p{L}\p{Mn}\p{Mc}\p{N}\p{P}\p{Sc}\p{Sm}©®™°№ ]+$/u;
// Letters and signs among them that are blank all the same: fillers, variation selectors, an empty braille cell.
const BLANK = /[\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
// A mark needs something to stand on. Burmese has six on one letter, the marks of Latin, Greek and Cyrillic are two at most.
const PILED = /^\p{M}|[^\p{L}\p{N}\p{M}]\p{M}|\p{M}{7}|[\u0300-\u036f]{3}|(\p{M})\1/u;
// Persian parts words, and Indic scripts shape letters, by a joiner that is not seen. After a Latin letter there is no use for one.
const JOINED = /(\p{Script=Arabic}|\p{Mn})[\u200c\u200d](?=\p{L})/gu;

/**
 * True for a text that says something to whoever looks at it, and nothing that they do not see: characters of an allow-list, at
 * least one letter or number, marks in the number their scripts know, in NFC (roster.md §5). Asked of what is new; what was
 * signed before stands.
 */
export function isClear(text: string): boolean {
  const plain = text.replace(JOINED, "$1");
  if (text !== text.normalize("NFC") || text !== text.trim()) return false;
  return ALLOWED.test(plain) && !BLANK.test(plain) && SAYS_SOMETHING.test(plain) && !PILED.test(plain);
}

/** Characters that are taken for the one before them, by those who read Latin, Chinese or Japanese. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ a: "АаΑαɑ", b: "ВΒЬ", c: "СсϹϲ", d: "Ԁԁ", e: "ЕеΕҽ", g: "ɡ", h: "НΗҺһ", i: "іιıɩ", j: "Јјϳ", k: "КкΚκ" },
  ...{ l: "I1|ІΙӀӏǀ", m: "МΜ", n: "Νո", o: "0ОоΟοσՕօ", p: "РрΡρ", q: "Ԛԛ", s: "Ѕѕ", t: "ТΤ", u: "υս", v: "νѵѴ" },
  ...{ w: "Ԝԝѡω", x: "ХхΧχ", y: "УуΥүγ", z: "Ζ" },
  ...{ 力: "カ", 二: "ニ", 口: "ロ", 工: "エ", 八: "ハ", 卜: "ト", 夕: "タ", 一: "ー", 三: "ミ", 千: "チ" },
};
const PLAIN = new Map(Object.entries(LOOKALIKES).flatMap(([plain, all]) => Array.from(all, (one) => [one, plain])));
// Accents, spaces and signs are easily overlooked. The vowel marks of other scripts are letters, and stay.
const OVERLOOKED = /[\u0300-\u036f]|[^\p{L}\p{M}\p{N}]|\p{Default_Ignorable_Code_Point}/gu;

const bare = (text: string): string => text.normalize("NFKD").replace(OVERLOOKED, "");
const folded = (text: string): string => bare(text).toUpperCase().toLowerCase();
/** How a name looks at a glance. */
function glance(text: string): string {
  const plain = Array.from(bare(text.replaceAll("|", "l")), (one) => PLAIN.get(one) ?? one).join("");
  return plain.toLowerCase().replaceAll("rn", "m").replaceAll("vv", "w");
}

/** True for two names that somebody in a hurry takes for one: alike but for case, spaces, accents, or letters of another script. */
export function looksLike(one: string, other: string): boolean {
  return folded(one) === folded(other) || glance(one) === glance(other);
}

// A public text that says where somebody sits in the house, and nothing else: no contact, no number of a person or a case, no sentence.
const TELLS_MORE = /[@!?;。！？；…]|\d{5}|\. /u;
/** Characters (UTF-16 units) of the name of an office at most. */
export const LONGEST_OFFICE = 60;

/**
 * True for the name of an office or a unit, as everybody reads it in a statement: clear, short, and no story. Where it is new
 * (roster.md §5.4).
 */
export function isOffice(text: string): boolean {
  return isClear(text) && text.length <= LONGEST_OFFICE && !TELLS_MORE.test(text);
}

function unclear(field: Field, whose: string): RosterError {
  return new RosterError(`roster/unclear-${field}`, `${whose}: its ${field} says nothing, or hides something`);
}

/** What people read of a member, and what is asked of it where it is new. */
const FIELDS = [
  ["name", isClear],
  ["role", isClear],
  ["unit", isOffice],
  ["line", isOffice],
  ["appointed", isOffice],
] as const;

function checkFields(person: Named & Partial<Member>, before: Partial<Member> | undefined): void {
  for (const [field, isGood] of FIELDS) {
    const value = person[field];
    const empty = field !== "name" && field !== "role" && (value ?? "") === "";
    if (!empty && value !== before?.[field] && !isGood(value ?? "")) throw unclear(field, person.id);
  }
}

/** The same of what a statement says beside its members. */
function checkTerms(before: Statement | null, { organisation, witnesses, recovery = [] }: Statement): void {
  const holders = before?.recovery?.map(({ name }) => name) ?? [];
  const stood = new Set([before?.organisation, ...(before?.witnesses ?? []), ...holders]);
  const isGood = (text: string, isNew: typeof isClear): boolean => stood.has(text) || isNew(text);
  if (!isGood(organisation, isClear)) throw unclear("organisation", "the statement");
  if (!witnesses.every((line) => isGood(line, isClear))) throw unclear("witness", "the statement");
  for (const { id, name } of recovery) if (!isGood(name, isOffice)) throw unclear("holder", id);
}

/**
 * What is new in a statement is clear, and no new name is like another in it. What stood in the statement before stays: a
 * committee that was named in other days can still remove somebody. RosterError "roster/unclear-…" or "roster/same-name".
 */
export function checkClear(before: Statement | null, statement: Statement): void {
  checkTerms(before, statement);
  const { members } = statement;
  const earlier = new Map(before?.members.map((member) => [member.id, member]));
  const isNew = ({ id, name }: Named): boolean => earlier.get(id)?.name !== name;
  for (const [at, member] of members.entries()) {
    checkFields(member, earlier.get(member.id));
    const alike = members.slice(0, at).find(({ name }) => looksLike(name, member.name));
    if (alike !== undefined && (isNew(member) || isNew(alike))) {
      throw new RosterError("roster/same-name", `${alike.id} and ${member.id} have names that look the same`);
    }
  }
}

/**
 * The same of somebody who is being invited. Their name may be a member's: who lost their keys is invited anew, and the
 * statement that names them drops the old ones.
 */
export function checkGuest(guest: Named): void {
  checkFields(guest, undefined);
}
