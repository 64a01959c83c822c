import { toBase64, toHex } from "@niuniu/note";
import { linkOf } from "@niuniu/committee";
import { countedRandom } from "@niuniu/roster/testing";
import { describe, expect, it } from "vitest";
import { readFragment } from "./join-link.ts";

const random = countedRandom("link");
const secret = random(32);
const letters = Buffer.from(secret).toString("base64url");

describe("a join link", () => {
  it("of a founder shows the server what stands in it", () => {
    const token = Buffer.from(random(32)).toString("base64url");
    expect(readFragment(token)).toEqual({ token, seed: null });
  });

  it("of a member shows the server what follows from its secret, and keeps the secret", () => {
    const link = readFragment(`secret=${letters}`);
    expect(link).toEqual(linkOf(secret));
    for (const spelling of [letters, toBase64(secret), toHex(secret)]) expect(link?.token).not.toContain(spelling);
  });

  it("that was cut off or mistyped opens nothing", () => {
    const others = [
      "",
      "secret=",
      `secret=${letters.slice(0, 42)}`,
      `secret=${letters}A`,
      `secret=${letters}=`,
      "a b c d e f",
    ];
    for (const other of [...others, `secret=${letters.slice(0, 42)}*`]) expect(readFragment(other), other).toBeNull();
  });
});
