import { toUtf8 } from "@niuniu/note";
import { checkWork } from "@niuniu/seal";
import { CallError } from "@niuniu/ui";
import { expect, it } from "vitest";
import type { Work } from "../routes.ts";
import { triedHash } from "../rules.ts";
import { withWork } from "./work.ts";

const tried = { member: "lin-wei", password: "four unrelated words" };
const facts = { bits: 13, challenge: "1.13.challenge" };
const needed = () =>
  new CallError("people/work-needed", 429, { code: "people/work-needed", sentence: { en: "", "zh-CN": "" }, facts });

it("a handler asked for work gets in by themself, with progress, and with other work each time", async () => {
  const shown: (number | null)[] = [];
  const enter = () =>
    withWork(
      tried,
      ({ work }) => (work === undefined ? Promise.reject(needed()) : Promise.resolve(work)),
      (done) => shown.push(done),
    );
  const [one, two] = [await enter(), await enter()];
  for (const { challenge, counter } of [one, two])
    expect(checkWork(toUtf8(challenge), triedHash(tried.member, tried.password), counter, facts.bits)).toBe(true);
  expect(one.counter).not.toBe(two.counter);
  expect(shown.at(-1)).toBeNull();
  expect(shown.every((done) => done === null || (done >= 0 && done < 1))).toBe(true);
});

it("who is asked for nothing does no work, and a wrong password is said as it is", async () => {
  expect(
    await withWork(
      tried,
      ({ work }: { readonly work?: Work }) => Promise.resolve(work),
      () => undefined,
    ),
  ).toBe(undefined);
  const wrong = new CallError("people/sign-in-failed", 401);
  await expect(
    withWork(
      tried,
      () => Promise.reject(wrong),
      () => undefined,
    ),
  ).rejects.toBe(wrong);
});

it("a server that is never content is not asked without end", async () => {
  let asked = 0;
  const ask = () => {
    asked++;
    return Promise.reject(needed());
  };
  await expect(withWork(tried, ask, () => undefined)).rejects.toMatchObject({ code: "people/work-needed" });
  expect(asked).toBe(5);
});
