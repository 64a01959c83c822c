import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { DAY, not, unionSigns, watched } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";
import type { Outcome } from "./task.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;

beforeEach(async () => {
  house = await lookout.open();
});
afterEach(() => lookout.close());

const lies = ({ findings }: Outcome): readonly string[] =>
  findings.filter(({ state }) => state === "lie").map(({ sentence }) => sentence.key);

/** The house loses its disk and begins a record anew from the copy; the committee has signed for it, or not yet. */
async function anew(signed: boolean, lost = house): Promise<void> {
  const next = watched(new House("line.example.org/record/2"));
  house = await lookout.face(await next.follow(lost, lost.cosigned(), lost.size, signed));
}

describe("a line that was put back from a copy", () => {
  test("and waits for its witnesses shows less than was seen, and is no liar", async () => {
    const copy = house.size;
    await house.seal(3);
    await look();
    const slot = house.slot;
    const back = await restored(copy);
    back.sayPutBack();
    const outcome = await look();
    expect([outcome.verdict, lies(outcome)]).toEqual(["incomplete", []]);
    expect(not(outcome)).toEqual(expect.arrayContaining(["missing.put-back", "missing.put-back-shorter"]));
    // What was seen stays remembered: once the time is over, or the record signs on otherwise, it counts.
    expect(lies(await look({ now: Date.now() + 8 * DAY }))).toContain("lie.rollback");
    back.slot = slot;
    await back.seal(9);
    expect(lies(await look()).join()).toMatch(/lie\.(?:fork|rollback|put-back-unpublished)/);
  });

  test("and began its record anew awaits the committee, for seven days", async () => {
    await look();
    house.sayPutBack();
    await anew(false);
    const outcome = await look();
    expect([outcome.verdict, lies(outcome)]).toEqual(["incomplete", []]);
    expect(not(outcome)).toEqual(expect.arrayContaining(["missing.put-back", "missing.put-back-awaiting"]));
    lookout.folder += "-newcomer";
    expect(lies(await look())).toEqual([]);
    const late = await look({ now: Date.now() + 8 * DAY });
    expect([late.verdict, lies(late)]).toEqual(["lied", ["lie.put-back-late"]]);
  });

  test("is in order again once a quorum has signed for the new record", async () => {
    await look();
    house.sayPutBack();
    await anew(true);
    expect(lies(await look())).toEqual([]);
    expect(not(await look())).toEqual(["missing.put-back"]);
    expect(not(await look({ now: Date.now() + 8 * DAY }))).not.toContain("missing.put-back");
  });

  test("may have lost a statement that no copy held, until the committee has signed another in its place", async () => {
    await look();
    const [statements, before] = [house.statements, house.roster];
    const lost = house;
    await house.amend({ validUntil: "2098-01-01" });
    await house.seal();
    await look();
    // The copy was made before that.
    lost.statements = statements;
    lost.roster = before;
    lost.sayPutBack({ statements: statements.length });
    await anew(false, lost);
    const waits = await look();
    expect([waits.verdict, lies(waits)]).toEqual(["incomplete", []]);
    expect(not(waits)).toContain("missing.roster-waits");
    expect(lies(await look({ now: Date.now() + 8 * DAY }))).toContain("lie.roster-stale");
    await house.amend({ log: house.vkey });
    await house.seal();
    const signed = await look();
    expect([signed.verdict, lies(signed), not(signed)]).toEqual([
      "incomplete",
      [],
      expect.arrayContaining(["missing.roster-signed-anew"]),
    ]);
    expect(not(await look())).not.toContain("missing.roster-signed-anew");
  });
});

describe("being put back is no excuse", () => {
  test("without a word signed by the record's key", async () => {
    await look();
    const stranger = new House("line.example.org/record", Date.now(), "stranger");
    house.putBack = [stranger.sayPutBack()];
    expect(lies(await look())).toContain("lie.put-back");
    house.putBack = [];
    await anew(false);
    expect(lies(await look())).toContain("lie.log-not-in-statement");
  });

  test("that is told to some, and kept out of the record that is signed since", async () => {
    await look();
    house.sayPutBack({ at: new Date(Date.now() - 3_600_000).toISOString() });
    expect(lies(await look())).toEqual(["lie.put-back-unpublished"]);
    for (const note of house.putBack) await house.publish("put-back", note);
    await house.seal();
    expect(lies(await look())).toEqual([]);
  });

  test("for statements that the copy held, nor for the first of them", async () => {
    const [before, roster] = [house.statements, house.roster];
    await house.amend({ validUntil: "2098-01-01" });
    await house.seal();
    await look();
    house.sayPutBack();
    [house.statements, house.roster] = [before, roster];
    expect(lies(await look())).toContain("lie.roster-stale");
  });

  test("for longer by being put back once more", async () => {
    await look();
    house.sayPutBack();
    await anew(false);
    const soon = Date.now() + 6 * DAY;
    house.sayPutBack({ at: new Date(soon).toISOString() });
    for (const note of house.putBack.slice(0, 1)) await house.publish("put-back", note);
    await house.seal();
    expect(lies(await look({ now: soon }))).toEqual([]);
    expect(lies(await look({ now: soon + 2 * DAY }))).toEqual(["lie.put-back-late"]);
  });

  test("for longer by beginning a new record every six days", async () => {
    await look();
    house.sayPutBack();
    await anew(false);
    expect(lies(await look())).toEqual([]);
    const soon = Date.now() + 6 * DAY;
    house.sayPutBack({ at: new Date(soon).toISOString() });
    const third = watched(new House("line.example.org/record/3"));
    house = await lookout.face(await third.follow(house, house.cosigned(), house.size, false));
    lookout.folder += "-newcomer";
    expect(lies(await look({ now: soon }))).toEqual([]);
    expect(lies(await look({ now: soon + 2 * DAY }))).toEqual(["lie.put-back-late"]);
  });

  test("for a statement that came after it: it stood in the record beside the word", async () => {
    const lost = house;
    await house.publish("put-back", house.sayPutBack());
    const [statements, before] = [house.statements, house.roster];
    await house.amend({ validUntil: "2098-01-01" });
    await house.seal();
    await look();
    [lost.statements, lost.roster] = [statements, before];
    expect(lies(await look())).toContain("lie.roster-stale");
    await house.amend({ validUntil: "2097-01-01", effective: Date.now() + 1_000 });
    expect(lies(await look()).join()).toMatch(/lie\.roster-replaced/);
  });

  test("for a record under another key", async () => {
    await look();
    house.sayPutBack();
    const next = watched(new House("line.example.org/record/2", Date.now(), "stranger"));
    house = await lookout.face(await next.follow(house, house.cosigned(), house.size, false));
    expect(lies(await look()).length).toBeGreaterThan(0);
  });
});

/** The same house as it was with so many entries: what came later is not in the copy. */
async function restored(size: number): Promise<House> {
  const back = new House("line.example.org/record", Date.now());
  back.cosign = (note) => [unionSigns(note)];
  await back.copy(house, size);
  house = await lookout.face(back);
  return back;
}
