import { expect, test } from "vitest";
import deskEn from "./strings/en.json" with { type: "json" };
import deskZh from "./strings/zh-CN.json" with { type: "json" };
import threadEn from "../strings/thread/en.json" with { type: "json" };
import threadZh from "../strings/thread/zh-CN.json" with { type: "json" };

type Words = Readonly<Record<string, string>>;
const shown = /^cases\.desk\.closing\.(outcome|junk|closed|closed-told|finding\..+)$/;

test.each([
  ["English", deskEn, threadEn],
  ["Chinese", deskZh, threadZh],
] as readonly (readonly [string, Words, Words])[])(
  "what a handler is shown before closing is word for word what the reporter will read (%s)",
  (_language, desk, thread) => {
    const keys = Object.keys(desk).filter((key) => shown.test(key));
    expect(keys).toHaveLength(9);
    for (const key of keys) expect([key, desk[key]]).toEqual([key, thread[key.replace("desk.closing", "thread")]]);
  },
);
