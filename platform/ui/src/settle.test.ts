import { CallError } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { settle } from "./settle.ts";

const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);
const refused =
  (code: string, status = 409) =>
  () =>
    Promise.reject(new CallError(code, status));

describe("something signed that was sent", () => {
  it("was taken where it is to be seen afterwards", async () => {
    await expect(settle(yes, yes)).resolves.toBeUndefined();
  });

  it("is not confirmed by an answer alone", async () => {
    await expect(settle(yes, no)).rejects.toMatchObject({ code: "ui/unconfirmed" });
    await expect(settle(yes, refused("ui/unreachable", 0))).rejects.toMatchObject({ code: "ui/unconfirmed" });
  });

  it("whose answer was lost was taken if it is to be seen, and else nobody knows", async () => {
    for (const code of ["ui/unreachable", "ui/unreadable", "host/failed"]) {
      await expect(settle(refused(code), yes)).resolves.toBeUndefined();
      await expect(settle(refused(code), no)).rejects.toMatchObject({ code: "ui/unknown" });
    }
  });

  it("that was refused is refused, unless it was taken the time before", async () => {
    await expect(settle(refused("people/draft-open"), no)).rejects.toMatchObject({ code: "people/draft-open" });
    await expect(settle(refused("people/draft-open"), yes)).resolves.toBeUndefined();
  });
});
