/** The languages a notice is written in. */
export type Language = "en" | "zh-CN";

/** How a notice greets. */
export const greetings = ["none", "plain", "formal"] as const;
export type Greeting = (typeof greetings)[number];

/** All that the committee decides about the words. No slot can hold what a notice is about: each is one of a few that stand here. */
export interface Slots {
  readonly greeting: Greeting;
  /** Whether the organisation is named, as the committee's own statement names it. */
  readonly named: boolean;
}

/** What is said as long as nobody has decided anything. */
export const PLAINEST: Slots = { greeting: "none", named: false };

/** The one sentence of all notices. */
export const SENTENCE: Readonly<Record<Language, string>> = {
  en: "Something needs your attention",
  "zh-CN": "有一件事需要你处理",
};

/** What stands on a day in a calendar. */
export const DUE: Readonly<Record<Language, string>> = { en: "Something is due", "zh-CN": "有一件事到期" };

const GREETINGS: Readonly<Record<Greeting, Readonly<Record<Language, string>>>> = {
  none: { en: "", "zh-CN": "" },
  plain: { en: "Hello,", "zh-CN": "你好：" },
  formal: { en: "Dear colleague,", "zh-CN": "尊敬的同事：" },
};

/** What a notice is written for: nothing here says why it is. `link`: the desk. `organisation`: as the statement in force names it. */
export interface Written {
  readonly language: Language;
  readonly slots: Slots;
  readonly organisation: string;
  readonly link: string;
}

/** The words of a notice: the sentence and the link, between a greeting and a name that are the same for every notice. */
export function messageOf({ language, slots, organisation, link }: Written): {
  readonly subject: string;
  readonly text: string;
} {
  const lines = [GREETINGS[slots.greeting][language], SENTENCE[language], link, slots.named ? organisation : ""];
  return { subject: SENTENCE[language], text: lines.filter((line) => line !== "").join("\n") };
}
