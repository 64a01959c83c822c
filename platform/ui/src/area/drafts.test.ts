import { toBase64 } from "@niuniu/note";
import { recipientOf } from "@niuniu/seal";
import { describe, expect, it, vi } from "vitest";
import { draftFor, keepDraft, putAwayDrafts, takeOutDrafts } from "./drafts.ts";
import { fileNameOf, ownFiles } from "./own-files.ts";
import { shelf } from "./testing.ts";

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

/** A tab opened anew on the same device: it remembers nothing, and has what lies there. */
async function anotherTab(): Promise<typeof import("./drafts.ts")> {
  vi.resetModules();
  return import("./drafts.ts");
}

describe("a tab that was closed", () => {
  const me = keysOf("wen-jing");

  it("gives back what was typed and chosen, from a file nobody else can read, until it was sent", async () => {
    const { kept, files } = shelf();
    const first = await anotherTab();
    await first.takeOutDrafts("wen-jing", me, ownFiles(files));
    first.keepDraft(NOTE, "He said so in the lift.");
    first.keepDraft("ABCD outcome #", "substantiated");
    await vi.waitFor(() => expect(kept.size).toBe(1));
    const [bytes] = [...kept.values()];
    expect(bytes?.length).toBeGreaterThan(4_096);
    expect(new TextDecoder().decode(bytes)).not.toMatch(/lift|ABCD|substantiated|wen-jing/);

    const other = await anotherTab();
    await other.takeOutDrafts("luo-yan", keysOf("luo-yan"), ownFiles(files));
    expect(other.isUnsent("")).toBe(false);

    const second = await anotherTab();
    await second.takeOutDrafts("wen-jing", me, ownFiles(files));
    expect([second.draftFor(NOTE), second.draftFor("ABCD outcome #")]).toEqual([
      "He said so in the lift.",
      "substantiated",
    ]);
    expect(second.unsentTexts()).toEqual(["He said so in the lift."]);
    second.keepDraft(NOTE, "");
    await second.draftsGone();

    const third = await anotherTab();
    await third.takeOutDrafts("wen-jing", me, ownFiles(files));
    expect(third.isUnsent(NOTE)).toBe(false);
    expect(third.isUnsent("ABCD")).toBe(true);

    // The first one is still open and shows what was sent meanwhile: it does not bring it back.
    first.keepDraft("EFGH reply", "Mine.");
    await vi.waitFor(() => expect(first.draftFor(NOTE)).toBe(""));
  });

  it("has what was typed as soon as it is said to lie on the device, and shows what goes with it nowhere by itself", async () => {
    const { kept, files } = shelf();
    const first = await anotherTab();
    await first.takeOutDrafts("wen-jing", me, ownFiles(files));
    first.keepDraft(NOTE, "He said so in the lift.");
    first.draftShelf.setItem("ABCD parcel", "sealed");
    expect(kept.size).toBe(0);
    await first.draftsWritten();
    const second = await anotherTab();
    await second.takeOutDrafts("wen-jing", me, ownFiles(files));
    expect([second.draftFor(NOTE), second.draftShelf.getItem("ABCD parcel")]).toEqual([
      "He said so in the lift.",
      "sealed",
    ]);
    expect(second.unsentTexts()).toEqual(["He said so in the lift."]);
    second.draftShelf.removeItem("ABCD parcel");
    await second.draftsGone();
    const third = await anotherTab();
    await third.takeOutDrafts("wen-jing", me, ownFiles(files));
    expect([third.draftShelf.getItem("ABCD parcel"), third.draftShelf.getItem("EFGH")]).toEqual([null, null]);
  });

  it("leaves nothing on the device once its member has signed out, and asks before it is closed with what it alone has", async () => {
    const { kept, files } = shelf();
    const own = ownFiles(files);
    const desk = await anotherTab();
    const asks = closing(desk.warnBeforeLeaving);
    await desk.takeOutDrafts("wen-jing", me, own);
    desk.keepDraft(NOTE, "He said so in the lift.");
    expect(asks()).toBe(true);
    await vi.waitFor(() => expect(kept.size).toBe(1));
    expect(asks()).toBe(false);

    const name = fileNameOf(toBase64(await recipientOf(me.identity)));
    await Promise.all([own.forget(name), desk.putAwayDrafts("wen-jing", me)]);
    expect([...kept]).toEqual([]);
    expect(asks()).toBe(true);
    await desk.takeOutDrafts("wen-jing", me, own);
    expect(desk.draftFor(NOTE)).toBe("He said so in the lift.");
  });

  it("asks where the device keeps nothing, as long as anything is unsent", async () => {
    const desk = await anotherTab();
    const asks = closing(desk.warnBeforeLeaving);
    await desk.takeOutDrafts(
      "wen-jing",
      me,
      ownFiles(() => Promise.reject(new Error("forbidden"))),
    );
    expect(asks()).toBe(false);
    desk.keepDraft(NOTE, "He said so in the lift.");
    await new Promise((done) => setTimeout(done, 1_000));
    expect(asks()).toBe(true);
    await desk.putAwayDrafts("wen-jing", me);
    expect(asks()).toBe(true);
    await desk.takeOutDrafts(
      "wen-jing",
      me,
      ownFiles(() => Promise.reject(new Error("forbidden"))),
    );
    desk.keepDraft(NOTE, "");
    expect(asks()).toBe(false);
  });
});

/** How one asks whether a tab would ask before it is closed. */
function closing(warn: () => void): () => boolean {
  let ask: ((event: { preventDefault: () => void }) => void) | undefined;
  vi.stubGlobal("addEventListener", (_: string, listener: typeof ask) => (ask = listener));
  warn();
  vi.unstubAllGlobals();
  return () => {
    const preventDefault = vi.fn();
    ask?.({ preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
}
