import { verify, type HealthOf, type Seen, type Sign } from "@niuniu/host";
import { checkChain, seatsOf, standing, waitingMembers, type Roster } from "@niuniu/roster";
import { WAIT_HOURS } from "../limits.ts";
import { loadStatements } from "./store-statements.ts";
import { peopleTables } from "./tables.ts";

const says = {
  "people/not-founded": {
    en: "The line is not open: it has no committee yet. Open /setup with the code the server printed at its start.",
    "zh-CN": "通道还没有开通：还没有委员会。请打开 /setup，输入服务器启动时给出的设置码。",
  },
  "people/roster-broken": {
    en: "The line is closed: the committee’s statements on this server do not hold together. Put a backup back; nothing is sealed to anybody until then.",
    "zh-CN": "通道已关闭：这台服务器上的委员会声明前后对不上。请恢复一份备份；在此之前，什么都不会加密给任何人。",
  },
  "people/open": {
    en: "The line is open: statement {number} is in force, with {seats} members, {quorum} of whom sign the next one.",
    "zh-CN": "通道已开通：第 {number} 号声明有效，共 {seats} 名成员，下一份声明要 {quorum} 人签名。",
  },
  "people/waiting": {
    en: `The keys of {waiting} {waiting|member|members} do not count yet: new keys wait ${WAIT_HOURS} hours, so that all can object.`,
    "zh-CN": `有 {waiting} 名成员的密钥还没有生效：新密钥要等 ${WAIT_HOURS} 小时，让大家都来得及反对。`,
  },
  "people/statement-holds": {
    en: "The committee’s statement needs no renewal until {until}.",
    "zh-CN": "委员会声明在 {until}之前不用续签。",
  },
  "people/statement-ends": {
    en: "The committee’s statement ends on {until}. Renew it at the desk, and let enough members sign in time.",
    "zh-CN": "委员会声明将在 {until}到期。请在工作台续签，并让足够的成员及时签名。",
  },
  "people/statement-ended": {
    en: "The committee’s statement ended on {until}. The line stays open, and everybody who reports is told. Renew it at the desk.",
    "zh-CN": "委员会声明已在 {until}到期。通道仍然开着，每名报告人都会看到这一点。请在工作台续签。",
  },
  "people/terms-over": {
    en: "The term of {over} {over|member|members} is over. They keep their seat until a new statement fills it.",
    "zh-CN": "有 {over} 名成员任期已满。在新声明补上席位之前，他们仍在任。",
  },
  "people/no-room": {
    en: "All {seats} members are needed to sign the next statement. If one of them loses their keys or leaves, nobody can renew it. Take in another member.",
    "zh-CN": "下一份声明要全部 {seats} 名成员签名。只要有一个人丢了密钥或离开，就没有人能续签。请再吸收一名成员。",
  },
} as const;

type Own = Sign & { readonly code: keyof typeof says };

const DAY = 86_400_000;
/** Days before its end from which a statement is to be renewed. */
const SOON = 30;

/** Read anew: whoever looks may be no server that keeps one. Null before statement 1, "broken" where it does not hold together. */
async function rosterIn(db: Seen["db"]): Promise<Roster | null | "broken"> {
  const notes = await loadStatements(peopleTables(db));
  if (notes.length === 0) return null;
  try {
    return checkChain(notes, { verify });
  } catch {
    return "broken";
  }
}

function ends({ newest }: Roster, expired: boolean, now: number): Own {
  const facts = { until: { day: newest.validUntil } };
  if (expired) return { code: "people/statement-ended", state: "ill", facts };
  const far = Date.parse(newest.validUntil) - now > SOON * DAY;
  return far
    ? { code: "people/statement-holds", state: "well", facts }
    : { code: "people/statement-ends", state: "soon", facts };
}

/** Whether the line is open, until when its statement holds, and whether it can be renewed. */
export const health: HealthOf = {
  says,
  look: async ({ db, now }) => {
    const roster = await rosterIn(db);
    if (roster === null) return [{ code: "people/not-founded", state: "soon" } satisfies Own];
    if (roster === "broken") return [{ code: "people/roster-broken", state: "ill" } satisfies Own];
    const { newest } = roster;
    const [seats, quorum, waiting] = [seatsOf(newest), newest.quorum, waitingMembers(roster, now).length];
    const today = new Date(now).toISOString().slice(0, 10);
    const over = seats.filter(({ until }) => until !== undefined && until < today).length;
    const found: readonly (Own | null)[] = [
      { code: "people/open", state: "well", facts: { number: newest.number, seats: seats.length, quorum } },
      waiting === 0 ? null : { code: "people/waiting", state: "well", facts: { waiting } },
      ends(roster, standing(roster, now) === "expired", now),
      over === 0 ? null : { code: "people/terms-over", state: "soon", facts: { over } },
      seats.length > quorum ? null : { code: "people/no-room", state: "soon", facts: { seats: seats.length } },
    ];
    return found.filter((one) => one !== null);
  },
};
