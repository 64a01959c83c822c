import type { Outcome } from "./verify/task.ts";
import { jsonText, say, type Language } from "./words.ts";

/** Where sentences go: to a person, or as one JSON object to a program. */
export interface Output {
  readonly language: Language;
  readonly json: boolean;
  readonly write: (text: string) => void;
}

/** The outcome of a check as a person reads it: what was looked at, then the verdict, then what to do. */
function outcomeLines(outcome: Outcome, language: Language): readonly string[] {
  const { findings, verdict, host, size, evidence } = outcome;
  return [
    ...findings.map(({ state, sentence }) => {
      return say(language, `mark.${state}`) + say(language, sentence.key, sentence.values);
    }),
    "",
    say(language, `verdict.${verdict}`, { host, size: size ?? 0 }),
    ...(evidence === null ? [] : [say(language, "verdict.evidence", { folder: evidence })]),
  ];
}

/** The same for a program. `code` is stable; sentences are for showing. */
function outcomeObject(outcome: Outcome, language: Language): object {
  const findings = outcome.findings.map(({ state, sentence: { key, values } }) => {
    return { state, code: key, values, sentence: say(language, key, values) };
  });
  return { niuniu: "verify v1", ...outcome, findings };
}

export function tell({ language, json, write }: Output, outcome: Outcome): void {
  const text = json ? jsonText(outcomeObject(outcome, language)) : outcomeLines(outcome, language).join("\n");
  write(`${text}\n`);
}
