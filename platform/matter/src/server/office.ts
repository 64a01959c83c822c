import { fromBase64 } from "@niuniu/note";
import { activeMembers, standing, type Member, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";

/** What a feature must know of the people who hold the line; handed in where the server is put together. */
export interface CommitteePorts {
  /** The verified chain of statements, or null while nobody has signed the first. */
  readonly roster: () => Promise<Roster | null>;
  /** Ids of members who have said that they are away today. */
  readonly absent: (now: number) => Promise<readonly string[]>;
  /** The signed absence notes that explain why somebody was passed over. */
  readonly absences: (now: number) => Promise<readonly string[]>;
}

/** Who is there at a moment, from the chain of statements and nothing else. */
export interface Office {
  readonly number: number;
  /** Hashes of the policy and calendar the newest statement names. */
  readonly policy: string;
  readonly calendar: string;
  /** Hash of the newest statement. */
  readonly statement: string;
  /** The statement before, as long as a page loaded yesterday may still name it; else null. */
  readonly before: string | null;
  /** The hashes that one names: what is begun is judged by the rules of the statement it names. */
  readonly rulesBefore: Pick<Office, "policy" | "calendar"> | null;
  readonly expired: boolean;
  readonly active: readonly Member[];
  readonly absent: readonly string[];
  readonly absences: readonly string[];
}

const DAY = 86_400_000;

/** Reads who is there now. Null while the line is not open. */
export async function readOffice(ports: CommitteePorts, now: number): Promise<Office | null> {
  const roster = await ports.roster();
  if (roster === null) return null;
  const [absent, absences] = await Promise.all([ports.absent(now), ports.absences(now)]);
  const { newest, hashes } = roster;
  const recent = now < Date.parse(newest.effective) + DAY;
  return {
    number: newest.number,
    policy: newest.policy,
    calendar: newest.calendar,
    statement: hashes.at(-1) ?? "",
    before: recent ? (hashes.at(-2) ?? null) : null,
    rulesBefore: recent ? rulesIn(roster.statements.at(-2)) : null,
    expired: standing(roster, now) === "expired",
    active: activeMembers(roster, now),
    absent,
    absences,
  };
}

const rulesIn = (one: Pick<Office, "policy" | "calendar"> | undefined): Office["rulesBefore"] =>
  one === undefined ? null : { policy: one.policy, calendar: one.calendar };

/** The office, where there must be one. Refused NAME/not-open. */
export function openOffice(office: Office | null, name: string): Office {
  if (office === null) throw new Refused(`${name}/not-open`);
  return office;
}

/** The signing key of a member in office. Refused NAME/not-a-reader for anybody else. */
export function keyIn({ active }: Office, id: string, name: string): Uint8Array {
  const member = active.find((one) => one.id === id);
  if (member === undefined) throw new Refused(`${name}/not-a-reader`);
  return fromBase64(member.key);
}
