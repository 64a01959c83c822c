import { expect, it } from "vitest";
import { INVITATION_DAYS, LONGEST_ABSENCE, SHORTEST_PASSWORD } from "./limits.ts";
import { refusals } from "./refusals.ts";
import en from "./web/strings/en.json" with { type: "json" };
import zh from "./web/strings/zh-CN.json" with { type: "json" };

it("no sentence has the number of a limit written into it: it is told the one that is kept to", () => {
  const written = Object.entries({
    ...en,
    ...Object.fromEntries(Object.entries(zh).map(([key, text]) => [`${key} zh`, text])),
  })
    .filter(([, text]) => /(?<![\w-])(?:12|14|15|60|72|256|1,000)(?![\w-])/.test(text))
    .map(([key]) => key);
  expect(written).toEqual([]);
});

it("a refusal says the number that the rule keeps to", () => {
  const said = (code: keyof typeof refusals): readonly string[] => [refusals[code].en, refusals[code]["zh-CN"]];
  for (const text of said("people/invitation-over")) expect(text).toContain(` ${INVITATION_DAYS} `);
  for (const text of said("people/absence-days")) expect(text).toContain(` ${LONGEST_ABSENCE} `);
  for (const text of said("people/weak-password")) expect(text).toContain(` ${SHORTEST_PASSWORD} `);
});
