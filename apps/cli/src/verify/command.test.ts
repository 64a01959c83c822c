import { describe, expect, it } from "vitest";
import { run } from "../testing/run.ts";

describe("somebody who checks a copy", () => {
  it("is told that there is no such folder, and not how an address looks", async () => {
    const { code, out, err } = await run(["verify", "/tmp/no-such-mirror"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^There is no folder \/tmp\/no-such-mirror\. /);
  });
});
