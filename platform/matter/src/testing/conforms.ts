import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OwedEvent } from "../entry.ts";
import { listen } from "../listen.ts";
import { replay } from "../replay.ts";
import type { Matter } from "../state.ts";
import { liesOf, isOwed } from "./lies.ts";
import { endedByNobody, liveThrough, scripts, witnessOf, type Living } from "./living.ts";

/** What is said of a kind, beside how its lives come about, so that it can be tried. */
export interface Trial<M extends Matter> {
  /** The refusals of the feature. */
  readonly codes: readonly string[];
  /** True for an event whose date can be changed within its day and leave nothing to find. */
  readonly still?: (event: OwedEvent<M["terms"]>) => boolean;
  /** Two acts that can be owed, if there are two. */
  readonly acts?: readonly M["terms"]["act"][];
}

/** 11 minutes: past the grace a listener gives. */
const LATER = 11 * 60_000;
const TWO_DAYS = 2 * 86_400_000;
const runs = { numRuns: 60 };

/**
 * What must be true of any kind of matter, over random lives: never without owner, act and date while it is open; every reader
 * comes to the server's own state; and a server that lies about owner, date or act, or keeps something back, is found out.
 */
export function conforms<M extends Matter, Start, Doing>(living: Living<M, Start, Doing>, trial: Trial<M>): void {
  const { feature } = living.kind;
  describe(`${feature}: over random lives with idle, absent and hostile people`, () => honest(living, trial));
  describe(`${feature}: a server that lies`, () => {
    changed(living, trial);
    silent(living);
    inventing(living);
  });
}

function honest<M extends Matter, Start, Doing>(living: Living<M, Start, Doing>, { codes }: Trial<M>): void {
  const { kind, parse } = living;
  it("what is open always has exactly one owner, one next act and one date ahead", () => {
    fc.assert(
      fc.property(scripts(living), (script) => {
        liveThrough(
          living,
          script,
          ({ obligation: owed, contestUntil, role }, now) => {
            expect(owed === null).toBe(contestUntil !== null);
            if (owed === null) return;
            expect(owed.due).toBeGreaterThan(now);
            expect(owed.role).toBe(role);
            expect(owed.ladder).toContain(owed.owner);
          },
          (code) => expect(codes).toContain(code),
        );
      }),
      runs,
    );
  });

  it("every reader's browser comes to the same state and finds no difference", () => {
    fc.assert(
      fc.property(scripts(living), (script) => {
        const lived = liveThrough(living, script);
        const heard = (JSON.parse(JSON.stringify(lived.entries)) as readonly unknown[]).map(parse);
        const witness = witnessOf<M>(living, lived);
        expect(replay(kind, heard, witness)).toEqual({ state: lived.state, differences: [] });
        expect(listen(kind, heard, witness)).toEqual([]);
      }),
      runs,
    );
  });
}

function changed<M extends Matter, Start, Doing>(
  living: Living<M, Start, Doing>,
  { still = () => false, acts = [] }: Trial<M>,
): void {
  const ids = living.people.map(({ id }) => id);
  it.each(liesOf<M>(ids, acts))("%s is found out", (_, lie) => {
    fc.assert(
      fc.property(scripts(living), fc.nat(), (script, pick) => {
        const lived = liveThrough(living, script);
        const { entries } = lived;
        const places = entries.flatMap((entry, at) => (isOwed<M>(entry) && !still(entry) ? [at] : []));
        const told = lie(entries, places[pick % places.length] ?? 0);
        expect(listen(living.kind, told, witnessOf<M>(living, lived))).not.toEqual([]);
      }),
      runs,
    );
  });
}

function silent<M extends Matter, Start, Doing>(living: Living<M, Start, Doing>): void {
  const { kind } = living;
  it("that lets a date pass in silence is found out by the listener's clock", () => {
    fc.assert(
      fc.property(scripts(living), (script) => {
        const lived = liveThrough(living, script);
        if (lived.state.obligation === null) return;
        const now = lived.state.obligation.due + LATER;
        const found = listen(kind, lived.entries, { ...witnessOf<M>(living, lived), now });
        expect(found.map(({ code }) => code)).toContain("overdue-unmoved");
      }),
      runs,
    );
  });

  it("that names nothing as owed, or something else than its record, is found out", () => {
    fc.assert(
      fc.property(scripts(living), (script) => {
        const lived = liveThrough(living, script);
        const owed = lived.state.obligation;
        const witness = witnessOf<M>(living, lived);
        const claiming = (claimed: typeof witness.claimed): readonly string[] =>
          listen(kind, lived.entries, { ...witness, claimed }).map(({ code }) => code);
        if (owed === null) {
          const claimed = { role: "any", act: "any", owner: "mallory", due: lived.now };
          expect(claiming(claimed)).toContain("owed-unfounded");
          return;
        }
        expect(claiming(null)).toContain("owed-missing");
        expect(claiming({ ...owed, due: owed.due + TWO_DAYS })).toContain("owed-differs");
        expect(claiming({ ...owed, owner: "mallory" })).toContain("owed-differs");
      }),
      runs,
    );
  });
}

function inventing<M extends Matter, Start, Doing>(living: Living<M, Start, Doing>): void {
  const { kind } = living;
  it("that claims an absence nobody signed, or an end nobody brought about, is found out", () => {
    fc.assert(
      fc.property(scripts(living), (script) => {
        const lived = liveThrough(living, script);
        const witness = witnessOf<M>(living, lived);
        const passedOver = lived.entries.some((entry) => "skipped" in entry);
        const unsigned = listen(kind, lived.entries, { ...witness, awayOn: () => false });
        expect(unsigned.some(({ code }) => code === "unproved-absence")).toBe(passedOver);
        if (lived.state.obligation === null) return;
        const entries = [...lived.entries, endedByNobody<M>(living, lived)];
        const found = listen(kind, entries, { ...witness, claimed: null });
        expect(found.some(({ code }) => code === "closed-without-outcome")).toBe(true);
      }),
      runs,
    );
  });
}
