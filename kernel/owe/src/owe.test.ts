import fc from "fast-check";
import { describe, expect, it } from "vitest";
import vectors from "../../../spec/vectors/owe.json" with { type: "json" };
import {
  escalate,
  handOver,
  hasten,
  nextOwner,
  open,
  OweError,
  postpone,
  readCalendar,
  settle,
  type Calendar,
  type Obligation,
} from "./index.ts";

const calendars = vectors.calendars as unknown as Readonly<Record<string, Calendar>>;
const at = (iso: string): number => Date.parse(iso);
const calendarOf = (name: string): Calendar => readCalendar(calendars[name]);

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof OweError) return error.code;
    throw error;
  }
  return "granted";
}

describe("owners", () => {
  it.each(vectors.owners)("$say", ({ ladder, next, ...standing }) => {
    if (next === null) expect(refusal(() => nextOwner(ladder, standing))).toBe("owe/nobody-eligible");
    else expect(nextOwner(ladder, standing)).toBe(next);
  });

  it("while one eligible person is on the ladder, somebody is always chosen, and only an eligible one", () => {
    const some = fc.subarray(["a", "b", "c", "d"]);
    fc.assert(
      fc.property(
        some,
        fc.record({ served: some, elsewhere: some, absent: some, eligible: some }),
        (ladder, standing) => {
          const can = ladder.filter((id) => standing.eligible.includes(id));
          const choose = () => nextOwner(ladder, standing);
          if (can.length === 0) expect(refusal(choose)).toBe("owe/nobody-eligible");
          else expect(can).toContain(choose());
        },
      ),
    );
  });
});

describe("one obligation", () => {
  const now = at("2026-11-23T02:00:00Z");
  const due = at("2026-11-26T10:00:00Z");
  const duty = { subject: "case-1", act: "answer", role: "intake", owner: "a", due, ladder: ["a", "b"], served: [] };
  const owed = open(duty, now);

  it("has an owner from the ladder and a date ahead from the start", () => {
    expect(owed).toEqual({ ...duty, served: ["a"], openedAt: now });
    expect(refusal(() => open({ ...duty, due: now }, now))).toBe("owe/due-in-past");
    expect(refusal(() => open({ ...duty, due: Number.NaN }, now))).toBe("owe/due-in-past");
    expect(refusal(() => open({ ...duty, owner: "mallory" }, now))).toBe("owe/not-on-ladder");
  });

  it("is settled by the act that is owed and by no other, once", () => {
    const settled = settle(owed, "answer", due);
    expect(settled.settledAt).toBe(due);
    expect(refusal(() => settle(owed, "update", due))).toBe("owe/other-act");
    expect(refusal(() => settle(settled, "answer", due))).toBe("owe/settled");
    expect(refusal(() => hasten(settled, now))).toBe("owe/settled");
  });

  it("comes earlier by hastening and later by postponing, within the limit", () => {
    expect(hasten(owed, due - 1).due).toBe(due - 1);
    expect(refusal(() => hasten(owed, due))).toBe("owe/not-earlier");
    expect(postpone(owed, due + 5, due + 5).due).toBe(due + 5);
    expect(refusal(() => postpone(owed, due, due + 5))).toBe("owe/not-later");
    expect(refusal(() => postpone(owed, due + 6, due + 5))).toBe("owe/beyond-limit");
  });

  it("changes hands with its date, to somebody who can and is here", () => {
    const here = { eligible: ["a", "b"], absent: [] };
    expect(handOver(owed, "b", here)).toEqual({ ...owed, owner: "b", served: ["a", "b"] });
    expect(refusal(() => handOver(owed, "a", here))).toBe("owe/same-owner");
    expect(refusal(() => handOver(owed, "c", here))).toBe("owe/not-eligible");
    expect(refusal(() => handOver(owed, "b", { ...here, absent: ["b"] }))).toBe("owe/absent");
  });
});

describe("missed dates", () => {
  const { calendar, afterMiss, obligation, steps } = vectors.escalation;
  const first: Obligation = { ...obligation, due: at(obligation.due), openedAt: at(obligation.openedAt) };
  const policy = { calendar: calendarOf(calendar), afterMiss: () => afterMiss };

  it("move a duty along the ladder, step by step", () => {
    let owed: readonly Obligation[] = [first];
    for (const step of steps) {
      const eligible = ["a", "b", "c"];
      const next = escalate(owed, policy, at(step.now), () => ({ eligible, elsewhere: [], absent: step.absent }));
      expect(next.told, step.say).toHaveLength(step.told);
      expect(next.obligations, step.say).toMatchObject([{ owner: step.owner, due: at(step.due) }]);
      owed = next.obligations;
    }
  });

  it("with nobody eligible left it stays where it is under a recurring date, and that is told", () => {
    const now = first.due;
    const next = escalate([first], policy, now, () => ({ eligible: [], elsewhere: [], absent: [] }));
    expect(next.told[1]).toMatchObject({ kind: "owed", owner: "a", stranded: true });
    expect(next.obligations[0]?.due).toBeGreaterThan(now);
  });

  it("leave settled duties and dates ahead as they are", () => {
    const settled = settle(first, "answer", first.due - 1);
    const later = { ...first, due: first.due + 1 };
    const next = escalate([settled, later], policy, first.due, () => ({ eligible: ["a"], elsewhere: [], absent: [] }));
    expect(next).toEqual({ obligations: [settled, later], told: [] });
  });
});
