import type { Moment, Question, Refused } from "@niuniu/wire";

/**
 * How features hear of each other without knowing each other: the owner of a question or a moment states it as a value in
 * its root (`@niuniu/wire`), others answer or listen. All of it within this process, in the order of mounting.
 */
export interface Moments {
  /** Answers a question: a refusal, or null where nothing speaks against it. At start. */
  readonly answer: <Asked>(question: Question<Asked>, by: (asked: Asked) => Promise<Refused | null>) => void;
  /** Asks everybody who answers, one after the other: the first refusal counts. Null where nobody has one. */
  readonly ask: <Asked>(question: Question<Asked>, asked: Asked) => Promise<Refused | null>;
  /** Listens to a moment. At start. */
  readonly on: <Told>(moment: Moment<Told>, by: (told: Told) => Promise<void>) => void;
  /**
   * Tells everybody who listens, one after the other, whatever becomes of the others. Resolves when all have done what follows;
   * throws then what the first one threw that failed.
   */
  readonly tell: <Told>(moment: Moment<Told>, told: Told) => Promise<void>;
}

type By<Result> = (value: never) => Promise<Result>;

function added<Result>(to: Map<string, readonly By<Result>[]>, name: string, by: By<Result>): void {
  to.set(name, [...(to.get(name) ?? []), by]);
}

export function momentsOn(): Moments {
  const [answers, listeners] = [
    new Map<string, readonly By<Refused | null>[]>(),
    new Map<string, readonly By<void>[]>(),
  ];
  return {
    answer: ({ question }, by) => added(answers, question, by),
    ask: async ({ question }, asked) => {
      for (const by of answers.get(question) ?? []) {
        // What is asked has the type that the question carries.
        const refused = await by(asked as never);
        if (refused !== null) return refused;
      }
      return null;
    },
    on: ({ moment }, by) => added(listeners, moment, by),
    tell: async ({ moment }, told) => {
      const failed: unknown[] = [];
      for (const by of listeners.get(moment) ?? [])
        await by(told as never).catch((error: unknown) => failed.push(error));
      if (failed.length > 0) throw failed[0];
    },
  };
}
