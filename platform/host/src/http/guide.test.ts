import { expect, test } from "vitest";
import { guideIn } from "./guide.ts";
import { html } from "./html.ts";

const words = {
  en: {
    "aid.one.title": "One & {what}",
    "aid.one.item1": "Call {whom}.",
    "aid.one.item2": "Or <write>.",
    "aid.ones.item1": "Of another section.",
  },
  "zh-CN": {},
};

test("a sentence is filled with markup of ours or with text, and text never becomes markup", () => {
  const guide = guideIn(words, "aid", "en", { what: "<b>", whom: html`<b>1</b>` });
  expect(guide.say("one.title").html).toBe("One &amp; &lt;b&gt;");
  expect(guide.points("one").map((one) => one.html)).toEqual(["Call <b>1</b>.", "Or &lt;write&gt;."]);
});

test("a point that needs what there is not is left out, and a section holds its own points alone", () => {
  const guide = guideIn(words, "aid", "en", { whom: null });
  expect(guide.points("one").map((one) => one.html)).toEqual(["Or &lt;write&gt;."]);
  expect(guide.section("one").html).not.toContain("another section");
});

test("a key without words throws: it is a mistake of ours", () => {
  expect(() => guideIn(words, "aid", "zh-CN").say("one.title")).toThrow("there are no words for aid.one.title");
});
