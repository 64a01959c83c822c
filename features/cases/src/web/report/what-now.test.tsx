import type { Sent } from "@niuniu/matter/web/begin";
import { addStrings } from "@niuniu/ui";
import { expect, test } from "vitest";
import { DEFAULT } from "../../policy.ts";
import { policyText } from "../../testing/policy-text.ts";
import en from "../strings/report/en.json" with { type: "json" };
import { Next } from "./what-now.tsx";

/** Everything that is to be shown, before it is. */
const shown = (said: object | null): string => {
  const trust = { active: [], zone: "Asia/Shanghai", policy: policyText(DEFAULT.policy) };
  const sent = { answer: { owed: null }, said, trust } as unknown as Sent;
  const seen = Next({ sent, sealing: { state: "waiting" }, onProven: () => undefined });
  return JSON.stringify(seen, (key, value: unknown) => (key.startsWith("_") ? undefined : value));
};

test("a report of which nothing proves that it was taken is not called received, nor owed to", () => {
  addStrings({ en, "zh-CN": {} });
  expect(shown({})).toContain(en["cases.sent.received"]);
  expect(shown(null)).not.toContain(en["cases.sent.received"]);
  expect(shown(null)).toContain(en["cases.sent.send-again"]);
});
