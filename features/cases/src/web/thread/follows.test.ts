import { expect, test } from "vitest";
import { calendar, HOUR, people, policy, refusal, reported, type Life } from "../../testing/life.ts";
import { followsFrom, type Objecting } from "./follows.ts";
import type { OpenThread } from "./receipt-case.ts";

/** What the page of this case reckons, where these people are away. */
function reckoned(life: Life, objecting: Objecting, away: readonly string[] = []): ReturnType<typeof followsFrom> {
  const witness = { policy, calendar, membersAt: () => people, awayOn: (id: string) => away.includes(id) };
  return followsFrom({ state: life.must, witness: witness as unknown as OpenThread["witness"] }, objecting, life.now);
}

/** A case in which its owner has answered, or closed it, and the number of that message. */
function answered(kind: "answer" | "outcome"): { readonly life: Life; readonly about: number } {
  const life = reported();
  life.act({ by: life.owner, kind: "open" });
  life.act({ by: life.owner, kind });
  const about = life.entries.findLast((entry) => entry.kind === kind)?.number ?? 0;
  life.now += HOUR;
  return { life, about };
}

test.each(["unanswered", "contest"] as const)("before %s is sent, its page says what then comes about", (kind) => {
  const { life, about } = answered(kind === "contest" ? "outcome" : "answer");
  const said = reckoned(life, { about, kind });
  life.act({ by: "reporter", kind, about, ...(kind === "unanswered" ? { reason: "not-an-answer" } : {}) });
  const { act, owner, due } = life.owed;
  expect(said).toMatchObject({ act, owner, due });
});

test("who is away then is not said to review it", () => {
  const { life, about } = answered("outcome");
  const usual = reckoned(life, { about, kind: "contest" })?.owner ?? "";
  expect(usual).not.toBe("");
  expect(reckoned(life, { about, kind: "contest" }, [usual])?.owner).not.toBe(usual);
});

test("nothing is said to follow from what the rules refuse", () => {
  const { life, about } = answered("answer");
  expect(reckoned(life, { about, kind: "contest" })).toBeNull();
  expect(refusal(() => life.act({ by: "reporter", kind: "contest", about }))).not.toBeNull();
});
