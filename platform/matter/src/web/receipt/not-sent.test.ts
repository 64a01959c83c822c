import { expect, test } from "vitest";
import { NO_WORDS, type Kept } from "./kept-words.ts";
import { notSent as notSentIn, type Arrived, type Written } from "./not-sent.ts";

const WRITTEN: Written = { say: "said", unanswered: "objected", contest: "objected" };
const notSent = (words: Kept, thread: Arrived): Kept => notSentIn(words, thread, WRITTEN);

/** A thread in which, after its beginning, these were said. */
function threadOf(...said: readonly (readonly [kind: string, text: string])[]): Arrived {
  const entries = said.map(([kind], index) => ({ entry: { kind, number: index + 2 } }));
  const contents = new Map(said.map(([, text], index) => [index + 2, { kind: "message", letter: { text } }]));
  return { entries, contents };
}
const kept: Kept = { said: "Any news?", objected: "No.", after: 2 };

test("words that arrived are not offered again where only the answer to them was lost", () => {
  expect(notSent(kept, threadOf(["answer", "Wait."], ["say", "Any news?"])).said).toBe("");
  for (const kind of ["unanswered", "contest"])
    expect(notSent(kept, threadOf(["answer", "Wait."], [kind, "No."]))).toEqual({ ...kept, objected: "" });
});

test("words that nobody got, or got in another place, or before these were written, stay", () => {
  for (const said of [
    [["answer", "Wait."]],
    [
      ["say", "Any news?"],
      ["answer", "Wait."],
    ],
    [
      ["answer", "Wait."],
      ["say", "Any news? When?"],
    ],
    [
      ["answer", "Wait."],
      ["answer", "Any news?"],
      ["say", "No."],
    ],
  ] as const)
    expect(notSent(kept, threadOf(...said))).toEqual(kept);
  expect(notSent(NO_WORDS, threadOf(["say", "Any news?"]))).toEqual(NO_WORDS);
});
