import { signAbsence, type Vote } from "@niuniu/committee";
import { fromBase64 } from "@niuniu/note";
import { addDays, dayOf, readCalendar } from "@niuniu/owe";
import type { Stage } from "@niuniu/wire/scene";
import * as routes from "../routes.ts";
import { CONGRESS, hall, invited, proposed, signedNext, voted } from "./hall.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];

/** Instants of the play: so many days after it begins, or before it ends. */
interface Days {
  readonly after: (days: number) => number;
  readonly before: (days: number) => number;
}
export const days = ({ begins, ends }: Stage): Days => {
  return { after: (count) => begins + count * DAY, before: (count) => Math.max(begins, ends - count * DAY) };
};

/** The places of the founders in the sample: two representatives, an outside lawyer, and two of the employer. */
const [CHEN, LIN, ZHOU, SU, HE] = [0, 1, 2, 3, 4];

export const stories: readonly ((stage: Stage, days: Days) => Promise<void>)[] = [resolved, asking, away, inviting];

/** A clock is shortened; who was against it is heard, and it comes into force by the next statement. */
async function resolved(stage: Stage, { after }: Days): Promise<void> {
  await stage.until(after(3));
  const shorter = await proposed(stage, CHEN, { "policy.cases.classes.crisis.answer.hours": 12 });
  const says = async (member: number, word: Vote["says"], reason = ""): Promise<void> =>
    voted(stage, member, { resolution: shorter.name, says: word, reason });
  await stage.until(after(4));
  await says(SU, "against", "夜间没有法务值班，十二小时内未必有人能亲自答复。先安排值班，再改期限。");
  await says(HE, "aside", "值班由我安排，这件事我不投票。");
  await says(LIN, "for");
  await stage.until(after(6));
  await says(ZHOU, "for");
  await stage.until(after(7));
  const term = { appointed: CONGRESS, from: dayOf(stage.begins, await calendarOf(stage)) };
  await signedNext(stage, [CHEN, LIN, ZHOU], {
    policy: shorter.text,
    terms: new Map([CHEN, LIN].map((member) => [member, { ...term, until: addDays(term.from, 364) }])),
  });
}

/** Another is put to the vote, and most have not voted yet. */
async function asking(stage: Stage, { before }: Days): Promise<void> {
  await stage.until(before(2));
  await proposed(stage, LIN, { "policy.cases.classes.ordinary.outcome.days": 60 });
}

async function away(stage: Stage, { after, before }: Days): Promise<void> {
  const calendar = await calendarOf(stage);
  const note = async (member: number, first: number, last: number): Promise<void> => {
    const today = dayOf(stage.now(), calendar);
    const { id, signing, as } = await hall(stage, member);
    const said = { by: id, from: addDays(today, first), until: addDays(today, last) };
    await stage.ask(routes.absence, { authorization: as, json: { notes: [signAbsence(said, fromBase64(signing))] } });
  };
  await stage.until(after(12) + HOUR);
  await note(HE, 1, 4);
  await stage.until(before(1));
  await note(LIN, 6, 10);
}

async function inviting(stage: Stage, { before }: Days): Promise<void> {
  await stage.until(before(3));
  await invited(stage, CHEN, {
    ...{ name: "方舟", role: "员工代表 · Employee representative", side: "employees", unit: "仓储" },
  });
}

const calendarOf = async (stage: Stage) => readCalendar(JSON.parse((await stage.ask(routes.roster)).calendar));
