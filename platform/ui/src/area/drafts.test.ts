import { describe, expect, it } from "vitest";
import { draftFor, keepDraft, putAwayDrafts, takeOutDrafts } from "./drafts.ts";

const keysOf = (member: string) => ({ identity: new Uint8Array(32).fill(member.length) });
const NOTE = "ABCD note";

describe("what a member has typed and not sent", () => {
  it("is gone for whoever signs in next in the same tab, and back for its author", async () => {
    await takeOutDrafts("wen-jing", keysOf("wen-jing"));
    keepDraft(NOTE, "He said so in the lift.");
    const away = putAwayDrafts("wen-jing", keysOf("wen-jing"));
    // At once, not only when it is sealed.
    expect(draftFor(NOTE)).toBe("");
    await away;

    await takeOutDrafts("luo-yan", keysOf("luo-yan"));
    expect(draftFor(NOTE)).toBe("");
    keepDraft(NOTE, "Mine.");
    await putAwayDrafts("luo-yan", keysOf("luo-yan"));

    await takeOutDrafts("wen-jing", keysOf("wen-jing"));
    expect(draftFor(NOTE)).toBe("He said so in the lift.");
    keepDraft(NOTE, "");
    await putAwayDrafts("wen-jing", keysOf("wen-jing"));
    await takeOutDrafts("luo-yan", keysOf("luo-yan"));
    expect(draftFor(NOTE)).toBe("Mine.");
    keepDraft(NOTE, "");
    await putAwayDrafts("luo-yan", keysOf("luo-yan"));
  });

  it("opens with its author's key alone, whoever says to be them", async () => {
    await takeOutDrafts("wen-jing", keysOf("wen-jing"));
    keepDraft(NOTE, "He said so in the lift.");
    await putAwayDrafts("wen-jing", keysOf("wen-jing"));
    await takeOutDrafts("wen-jing", keysOf("luo-yan"));
    expect(draftFor(NOTE)).toBe("");
    await takeOutDrafts("wen-jing", keysOf("wen-jing"));
    expect(draftFor(NOTE)).toBe("He said so in the lift.");
  });

  it("does not come to a desk that was locked again while it was being opened, nor over what was typed meanwhile", async () => {
    await putAwayDrafts("wen-jing", keysOf("wen-jing"));
    const opening = takeOutDrafts("wen-jing", keysOf("wen-jing"));
    await putAwayDrafts("wen-jing", keysOf("wen-jing"));
    await opening;
    expect(draftFor(NOTE)).toBe("");
    const again = takeOutDrafts("wen-jing", keysOf("wen-jing"));
    keepDraft(NOTE, "Typed meanwhile.");
    await again;
    expect(draftFor(NOTE)).toBe("Typed meanwhile.");
  });
});
