import { fromBase64 } from "@niuniu/note";
import { dayOf, readCalendar } from "@niuniu/owe";
import { roster, signIn } from "@niuniu/people";
import { signAct } from "@niuniu/seal";
import { bearer, route } from "@niuniu/wire";
import type { Stage } from "@niuniu/wire/scene";
import * as routes from "../routes.ts";
import type { Reviewed, What } from "../terms.ts";

const DAY = 86_400_000;

/** As much of an open matter as its next act needs; the route is matter's own. */
interface Thread {
  readonly entries: readonly unknown[];
  readonly head: string;
}
const thread = route<{ readonly feature: string; readonly matter: string }, Thread>({
  audience: "anyone",
  method: "POST",
  path: "/matter/thread",
  takes: "json",
  gives: "json",
});

/** So many days after the sample begins. */
const after = ({ begins }: Stage, days: number): number => begins + days * DAY;

export const stories: readonly ((stage: Stage) => Promise<void>)[] = [restored, rehearsed, read];

async function restored(stage: Stage): Promise<void> {
  await stage.until(after(stage, 30));
  await says(stage, "restore", {
    kind: "done",
    text: "在备用机器上恢复了前一天的备份：用时 14 分钟，体检命令没有报错，演示回执能打开。\nRestored the day before’s backup on the spare machine: 14 minutes, the doctor found nothing, a test receipt opens.",
  });
  await stage.until(after(stage, 31));
  await says(stage, "restore", { kind: "confirm" });
}

/** Nobody saw to it in time: the date is missed, the next in turn does it. */
async function rehearsed(stage: Stage): Promise<void> {
  await stage.until(after(stage, 41));
  const due = (await openOne(stage, "rehearsal"))?.owed?.due;
  if (due === undefined) return;
  // The clock jumps from one moment of somebody's to the next: here a date passes by itself, and is acted on when it does.
  await stage.until(due + 1_000);
  await stage.until(due + DAY);
  await says(stage, "rehearsal", {
    kind: "done",
    text: "周二晚上 22:40 演练：第一位值班成员 9 分钟接通，第二位没有接听，替补 4 分钟接通。已改好第二位的号码。\nRehearsed on Tuesday at 22:40: the first on call answered in 9 minutes, the second not at all, the substitute in 4. The second’s number is corrected.",
  });
  await stage.until(due + 2 * DAY);
  await says(stage, "rehearsal", { kind: "confirm" });
}

/** Two people who do not exist, and say so, had read the first hours long before the sample begins: soon it is owed again. */
async function read(stage: Stage): Promise<void> {
  await stage.until(after(stage, 20));
  const { texts } = await stage.ask(routes.list);
  const day = new Date(stage.ends - (365 - 15) * DAY).toISOString().slice(0, 10);
  await says(stage, "first-hours", {
    kind: "done",
    text: "（演示）律师建议写明“谁也不能逼你签东西”，已写入。\n(Invented) The lawyer asked for “nobody may force you to sign”; it is in.",
    reviewed: {
      ...{ texts, day },
      medical: { name: "演示医生 Sample Doctor", profession: "急诊科 emergency" },
      legal: { name: null, profession: "演示律师 sample lawyer" },
    },
  });
  await stage.until(after(stage, 21));
  await says(stage, "first-hours", { kind: "confirm" });
}

/** The one of this kind that is open. */
async function openOne(stage: Stage, what: What): Promise<routes.UpkeepLine | undefined> {
  return (await stage.ask(routes.list)).lines.find((one) => one.what === what && one.owed !== null);
}

/** Whoever owes it says this of it. Nothing where the sample is too short for it to have begun. */
async function says(
  stage: Stage,
  what: What,
  {
    kind,
    ...more
  }: { readonly kind: "done"; readonly text: string; readonly reviewed?: Reviewed } | { readonly kind: "confirm" },
): Promise<void> {
  const line = await openOne(stage, what);
  const player = stage.players.find(({ id }) => id === line?.owed?.owner);
  if (line === undefined || player === undefined) return;
  const { id: member, password, signing } = player;
  const { token } = await stage.ask(signIn, { json: { member, password } });
  const { entries, head } = await stage.ask(thread, { json: { feature: "upkeep", matter: line.matter } });
  const calendar = readCalendar(JSON.parse((await stage.ask(roster)).calendar));
  const frame = {
    niuniu: "act v1",
    case: line.matter,
    number: entries.length + 1,
    previous: head,
    by: member,
  } as const;
  const fields = { ...frame, kind, date: dayOf(stage.now(), calendar), envelope: null, ...more };
  const act = signAct(fields, { name: member, seed: fromBase64(signing) });
  await stage.ask(routes.act, { authorization: bearer(token), json: { matter: line.matter, act } });
}
