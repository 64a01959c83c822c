import type { Instant } from "@niuniu/owe";
import { caseOn, type Set } from "./case.ts";
import type { SampleReport } from "./reporter.ts";
import told from "./told.json" with { type: "json" };

const [MINUTE, HOUR] = [60_000, 3_600_000];
const said = (of: keyof typeof told): SampleReport => told[of].said as SampleReport;

/** One of each kind, told from the present backwards: `before(set, 4)` is the fourth office hour before it. */
export function toldStories(set: Set): readonly (() => Promise<void>)[] {
  return [closed, contested, signed, inTime, missed, crisis].map((story) => () => story(set));
}

/** The office hour so many before the present; in a past that is too short, the first. */
const before = ({ hours, stage }: Set, count: number): Instant => hours.at(-count) ?? hours[0] ?? stage.begins;

async function inTime(set: Set): Promise<void> {
  const { stage } = set;
  await stage.until(before(set, 7));
  const mine = await caseOn(set, said("inTime"));
  await mine.inTime(before(set, 6));
  await mine.act({ kind: "answer", text: told.inTime.answer });
  await mine.inTime(before(set, 5));
  await mine.act({ kind: "stage", to: "assessed", text: told.inTime.assessed });
  await stage.until(before(set, 4) + 3 * HOUR);
  await mine.reporter.sign({ kind: "say", text: told.inTime.more });
  await mine.inTime(before(set, 2));
  await mine.act({ kind: "answer", text: told.inTime.update });
  mine.show({ "zh-CN": "按时答复，正在调查", en: "answered in time, under investigation" });
}

async function missed(set: Set): Promise<void> {
  const { stage } = set;
  await stage.until(before(set, 4));
  const mine = await caseOn(set, said("missed"));
  // Nobody acts: the date passes, and the case moves on by itself.
  await stage.until((await mine.owed()).due + MINUTE);
  await mine.inTime(before(set, 2));
  await mine.act({ kind: "answer", text: told.missed.answer });
  mine.show({ "zh-CN": "逾期未答，转给了下一位", en: "a date was missed, and the case moved on" });
}

async function signed(set: Set): Promise<void> {
  const { stage } = set;
  const words = told.signed;
  await stage.until(before(set, 5));
  const mine = await caseOn(set, said("signed"));
  await mine.inTime(before(set, 4));
  await mine.act({ kind: "answer", text: words.answer });
  await mine.act({ kind: "reclass", to: "serious", text: words.serious });
  await mine.inTime(before(set, 3));
  await mine.act({ kind: "answer", text: words.update });
  await mine.inTime(before(set, 1));
  await mine.act({ kind: "outcome", text: words.outcome, finding: "substantiated" });
  mine.show({
    "zh-CN": "严重：结论已写好，等另一方的人签署",
    en: "serious: an outcome is written, and somebody of another side is to sign it",
  });
}

async function crisis(set: Set): Promise<void> {
  const { stage } = set;
  await stage.until(stage.ends - 3 * HOUR);
  const mine = await caseOn(set, said("crisis"));
  mine.show({ "zh-CN": "紧急，刚刚收到", en: "urgent, came in a moment ago" });
}

async function contested(set: Set): Promise<void> {
  const { stage } = set;
  const words = told.contested;
  await stage.until(before(set, 22));
  const mine = await caseOn(set, said("contested"));
  await mine.inTime(before(set, 21));
  await mine.act({ kind: "answer", text: words.answer });
  await mine.inTime(before(set, 19));
  await mine.act({ kind: "stage", to: "assessed", text: words.assessed });
  await mine.inTime(before(set, 16));
  await mine.act({ kind: "stage", to: "investigated", text: words.investigated });
  await mine.inTime(before(set, 12));
  await mine.act({ kind: "outcome", text: words.outcome, finding: "not-substantiated" });
  const about = await mine.newest("outcome");
  await stage.until(before(set, 11) + 9 * HOUR);
  await mine.reporter.sign({ kind: "seen", about });
  await stage.until(before(set, 8) + 10 * HOUR);
  await mine.reporter.sign({ kind: "contest", about, text: words.contest });
  await mine.inTime(before(set, 3));
  await mine.act({ kind: "answer", text: words.review });
  mine.show({ "zh-CN": "对结论提出了异议，正在复核", en: "the outcome was contested and is under review" });
}

async function closed(set: Set): Promise<void> {
  const { stage } = set;
  const words = told.closed;
  await stage.until(before(set, 26));
  const mine = await caseOn(set, said("closed"));
  await mine.inTime(before(set, 25));
  await mine.act({ kind: "answer", text: words.answer });
  await mine.inTime(before(set, 23));
  await mine.act({ kind: "stage", to: "assessed", text: words.assessed });
  await mine.inTime(before(set, 20));
  await mine.act({ kind: "stage", to: "investigated", text: words.investigated });
  await mine.inTime(before(set, 17));
  await mine.act({ kind: "outcome", text: words.outcome, finding: "substantiated" });
  const about = await mine.newest("outcome");
  await stage.until(before(set, 16) + 8 * HOUR);
  await mine.reporter.sign({ kind: "seen", about });
  mine.show({ "zh-CN": "已经结案", en: "closed" });
}
