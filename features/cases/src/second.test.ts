import { describe, expect, it } from "vitest";
import { nextInLine } from "./kind.ts";
import { HOUR, type Life, policy, refusal, reported } from "./testing/life.ts";

const sideOf: Readonly<Record<string, string>> = {
  ...{ "chen-lan": "employees", "wu-hao": "employees", "outside-lin": "outside" },
  ...{ "li-na": "employer", "zhou-qiming": "employer" },
};

/** A serious case whose first owner has written how it ends. */
function proposed(kind: "outcome" | "junk" = "outcome"): { readonly life: Life; readonly author: string } {
  const life = reported({ class: "serious" });
  const author = life.owner;
  life.act({ by: author, kind });
  return { life, author };
}

const second = (life: Life, says: "yes" | "no", by = life.owner) =>
  life.act({ by, kind: "second", about: life.must.proposed?.number ?? 1, says });

describe("the end of a serious case", () => {
  it.each(["outcome", "junk"] as const)("(%s) counts once a member of another side has signed it", (kind) => {
    const { life, author } = proposed(kind);
    expect(life.owed).toMatchObject({ act: "second" });
    expect(sideOf[life.owner]).not.toBe(sideOf[author]);
    expect(life.must.contestUntil).toBeNull();
    expect(second(life, "yes").events).toMatchObject([{ kind: "closed" }]);
    expect(life.must).toMatchObject({ obligation: null, stage: "concluded", met: kind === "outcome" ? 1 : 0 });
    life.act({ by: "reporter", kind: "contest", about: life.must.messages[0]?.number });
    expect(life.owed.role).toBe("review");
  });

  it("gives nobody time: the date in force stays, and who lets it pass is not its author's side either", () => {
    const life = reported({ class: "crisis" });
    const [author, due] = [life.owner, life.owed.due];
    life.now = due - HOUR;
    life.act({ by: author, kind: "outcome" });
    expect(life.owed).toMatchObject({ act: "second", due });
    const next = nextInLine(life.must, life.context);
    life.miss();
    expect(life.owed).toMatchObject({ act: "second", owner: next });
    expect(sideOf[life.owner]).not.toBe(sideOf[author]);
    expect(life.must).toMatchObject({ missed: 1, late: "second" });
    second(life, "yes");
    expect(life.must.late).toBeNull();
  });

  it("is written anew where the second says no, with a reason, by the same date", () => {
    const { life, author } = proposed();
    const { due, owner } = life.owed;
    expect(refusal(() => life.act({ by: owner, kind: "second", about: 3, says: "no", envelope: null }))).not.toBe(
      "granted",
    );
    second(life, "no");
    expect(life.owed).toMatchObject({ act: "answer", owner: author, due });
    expect(life.must.proposed).toBeUndefined();
    life.act({ by: author, kind: "outcome" });
    second(life, "yes");
    expect(life.must.obligation).toBeNull();
  });

  it("is not gone around: whoever owes the second signature cannot end the case, pass it on or put it off", () => {
    const { life, author } = proposed();
    const by = life.owner;
    for (const kind of ["outcome", "junk"] as const)
      expect(refusal(() => life.act({ by, kind }))).toBe("cases/second-owed");
    expect(refusal(() => life.act({ by, kind: "stage", to: "assessed" }))).toBe("cases/second-owed");
    expect(refusal(() => life.act({ by, kind: "postpone", due: "2026-12-01" }))).toBe("cases/second-owed");
    expect(refusal(() => life.act({ by, kind: "cannot-open", reason: "unreadable" }))).toBe("cases/second-owed");
    expect(refusal(() => life.act({ by, kind: "hand-over", to: author }))).toBe("cases/cannot-own");
    expect(refusal(() => second(life, "yes", author))).toBe("cases/not-yours");
    expect(refusal(() => life.act({ by, kind: "second", about: 1, says: "yes" }))).toBe("cases/nothing-there");
  });

  it("that cannot be read is not signed but written anew, by somebody else", () => {
    const { life, author } = proposed();
    life.act({ by: "reporter", kind: "unanswered", about: life.must.proposed?.number, reason: "unreadable" });
    expect(life.owed.act).toBe("answer");
    expect(life.owner).not.toBe(author);
    expect(life.must.proposed).toBeUndefined();
  });

  it("waits for it though its reporter says of an earlier answer that it is none", () => {
    const life = reported({ class: "serious" });
    life.act({ by: life.owner, kind: "answer" });
    const about = life.must.messages[0]?.number;
    life.act({ by: life.owner, kind: "outcome" });
    const due = life.owed.due;
    life.act({ by: "reporter", kind: "unanswered", about, reason: "not-an-answer" });
    expect(life.owed.act).toBe("second");
    expect(life.owed.due).toBeLessThan(due);
  });

  it("needs nobody where every reader is of one side, and an ordinary one never does", () => {
    const alone = reported({ class: "serious", wraps: ["chen-lan", "wu-hao", "reporter"] });
    alone.act({ by: alone.owner, kind: "outcome" });
    expect(alone.must.obligation).toBeNull();
    const ordinary = reported();
    ordinary.act({ by: ordinary.owner, kind: "outcome" });
    expect(ordinary.must.obligation).toBeNull();
  });

  it("was one person's word under the rules before", () => {
    const life = reported({ class: "crisis" });
    life.context = { ...life.context, policy: { ...policy, version: 5 } };
    life.act({ by: life.owner, kind: "outcome" });
    expect(life.must.obligation).toBeNull();
  });
});
