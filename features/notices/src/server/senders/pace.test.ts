import { expect, it } from "vitest";
import { paced } from "./pace.ts";
import { SENT, type Outcome } from "./sender.ts";

it("one robot is told no more than its service takes, and others are not held up by it", async () => {
  let clock = 0;
  const sent: string[] = [];
  const sender = paced(
    (address) => {
      sent.push(address);
      return Promise.resolve(SENT);
    },
    { most: 2, per: 60_000 },
    () => clock,
  );
  const say = (address: string): Promise<Outcome> => sender(address, { subject: "", text: "", id: "", urgent: false });
  await say("a");
  clock = 10_000;
  await say("a");
  clock = 20_000;
  expect(await say("a")).toEqual({ kind: "later", why: "too-fast", wait: 40_000 });
  expect(await say("b")).toEqual(SENT);
  clock = 60_001;
  expect(await say("a")).toEqual(SENT);
  expect(sent).toEqual(["a", "a", "b", "a"]);
  // A clock that was set back holds nobody up.
  clock = 0;
  expect(await say("a")).toEqual(SENT);
});
