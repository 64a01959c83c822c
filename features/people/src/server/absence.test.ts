import { testDatabase, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { toBase64 } from "@niuniu/note";
import { bearer, Refused } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { awayChanged, mayBeAway } from "../moments.ts";
import * as routes from "../routes.ts";
import { ask, foundedLine, signedBy, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
let lines: Line[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const each of lines) await each.close();
  lines = [];
});
afterAll(() => database.close());

const DAY = 86_400_000;
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error("no such person");
  return found;
};

/** An open line with three members, what others answer to who may be away, and what they have heard of it. */
async function open(options: { mayBeAway?: () => Refused | null } = {}) {
  const asked: string[] = [];
  const also = (host: TestHost): void => {
    host.answer(mayBeAway, () => Promise.resolve(options.mayBeAway?.() ?? null));
    host.on(awayChanged, (member) => Promise.resolve(void asked.push(`away ${member}`)));
  };
  const { line, persons } = await foundedLine(database, { name: "by_three", also });
  lines.push(line);
  asked.length = 0;
  return { line, host: line.host, persons, asked };
}

/** The same person with a new session. */
async function signInAgain(host: Line["host"], person: Person): Promise<Person> {
  const { answer } = await ask(host, routes.signIn, { json: { member: person.id, password: person.password } });
  return { ...person, as: bearer(answer.token) };
}

describe("an absence", () => {
  const noteOf = (person: Person, from: string, until: string) =>
    signedBy(person, `${JSON.stringify({ niuniu: "absence v1", by: person.id, from, until })}\n`);

  it("is signed by the person away, shown to the members, and has their cases moved", async () => {
    const { line, host, persons, asked } = await open();
    const away = at(persons, 0);
    const note = noteOf(away, "2026-01-05", "2026-01-07");
    expect((await ask(host, routes.absence, { as: away.as, json: { notes: [note] } })).status).toBe(200);
    expect(asked).toEqual(["away lin-wei"]);
    expect([...(await line.people.absent(host.now()))]).toEqual(["lin-wei"]);
    expect((await ask(host, routes.committee, { as: at(persons, 1).as })).answer.absences).toEqual([note]);
    expect((await ask(host, routes.me, { as: away.as })).answer.away).toEqual([
      { from: "2026-01-05", until: "2026-01-07" },
    ]);
    const days = (count: number) => host.now() + count * DAY;
    expect([...(await line.people.absent(days(2)))]).toEqual(["lin-wei"]);
    expect([...(await line.people.absent(days(3)))]).toEqual([]);
    host.setNow(days(3));
    const { as } = await signInAgain(host, at(persons, 1));
    expect((await ask(host, routes.committee, { as })).answer.absences).toEqual([]);
    // Who looks back later can still see why somebody was passed over.
    expect((await line.people.absences()).map((past) => past.note)).toEqual([note]);
  });

  it("is replaced by a newer one, also to come back earlier", async () => {
    const { line, host, persons } = await open();
    const away = at(persons, 0);
    for (const until of ["2026-01-30", "2026-01-05"]) {
      await ask(host, routes.absence, { as: away.as, json: { notes: [noteOf(away, "2026-01-05", until)] } });
    }
    expect((await ask(host, routes.me, { as: away.as })).answer.away).toEqual([
      { from: "2026-01-05", until: "2026-01-05" },
    ]);
    expect((await line.people.absences()).map(({ until }) => until)).toEqual(["2026-01-30", "2026-01-05"]);
  });

  it("that has not begun is taken back by a note that covers no day, which nobody is asked about; one that has begun is not", async () => {
    const refuse = { now: false };
    const hindered = (): Refused | null => (refuse.now ? new Refused("people/draft-over") : null);
    const { line, host, persons } = await open({ mayBeAway: hindered });
    const away = at(persons, 0);
    const says = async (from: string, until: string) =>
      (await ask(host, routes.absence, { as: away.as, json: { notes: [noteOf(away, from, until)] } })).code;
    expect(await says("2026-01-05", "2026-01-04")).toBe("people/absence-begun");
    expect(await says("2026-01-07", "2026-01-09")).toBeNull();
    refuse.now = true;
    expect(await says("2026-01-05", "2026-01-04")).toBeNull();
    expect((await ask(host, routes.me, { as: away.as })).answer.away).toEqual([]);
    expect([...(await line.people.absent(host.now() + 2 * DAY))]).toEqual([]);
    refuse.now = false;
    expect(await says("2026-01-05", "2026-01-06")).toBeNull();
    expect(await says("2026-01-05", "2026-01-04")).toBe("people/absence-begun");
    expect([...(await line.people.absent(host.now()))]).toEqual(["lin-wei"]);
    // All of them stay: whoever was passed over was so by a note.
    expect((await line.people.absences()).map(({ until }) => until)).toEqual([
      "2026-01-09",
      "2026-01-04",
      "2026-01-06",
    ]);
  });

  it("that has begun ends today although nobody else could take the cases, and although its member has signed as many as may be", async () => {
    const refuse = { now: false };
    const hindered = (): Refused | null => (refuse.now ? new Refused("people/draft-over") : null);
    const { line, host, persons } = await open({ mayBeAway: hindered });
    const away = at(persons, 0);
    const says = async (from: string, until: string) =>
      (await ask(host, routes.absence, { as: away.as, json: { notes: [noteOf(away, from, until)] } })).code;
    for (let day = 1; day <= 20; day++)
      expect(await says("2026-01-05", `2026-02-${String(day).padStart(2, "0")}`)).toBeNull();
    expect(await says("2026-01-05", "2026-02-21")).toBe("people/too-many-absences");
    refuse.now = true;
    expect(await says("2026-01-05", "2026-01-05")).toBeNull();
    expect([...(await line.people.absent(host.now()))]).toEqual(["lin-wei"]);
    expect([...(await line.people.absent(host.now() + DAY))]).toEqual([]);
    // Nothing is ended twice: that would be a note like any other.
    expect(await says("2026-01-05", "2026-01-05")).toBe("people/too-many-absences");
  });

  it("that is only shortened is refused by nobody, to whatever day; one more day is asked about again", async () => {
    const refuse = { now: false };
    const hindered = (): Refused | null => (refuse.now ? new Refused("people/draft-over") : null);
    const { host, persons } = await open({ mayBeAway: hindered });
    const away = at(persons, 0);
    const says = async (from: string, until: string) =>
      (await ask(host, routes.absence, { as: away.as, json: { notes: [noteOf(away, from, until)] } })).code;
    expect(await says("2026-01-05", "2026-01-30")).toBeNull();
    refuse.now = true;
    expect(await says("2026-01-05", "2026-01-12")).toBeNull();
    expect(await says("2026-01-08", "2026-01-10")).toBeNull();
    expect(await says("2026-01-08", "2026-01-11")).toBe("people/draft-over");
    expect((await ask(host, routes.me, { as: away.as })).answer.away).toEqual([
      { from: "2026-01-05", until: "2026-01-07" },
      { from: "2026-01-08", until: "2026-01-10" },
    ]);
  });

  it("is one of several, and each is taken back or ended for itself: what stays is said again in the same breath", async () => {
    const refuse = { now: false };
    const hindered = (): Refused | null => (refuse.now ? new Refused("people/draft-over") : null);
    const { line, host, persons } = await open({ mayBeAway: hindered });
    const away = at(persons, 0);
    const says = async (...days: readonly (readonly [string, string])[]) => {
      const notes = days.map(([from, until]) => noteOf(away, from, until));
      return (await ask(host, routes.absence, { as: away.as, json: { notes } })).code;
    };
    const listed = async () => (await ask(host, routes.me, { as: away.as })).answer.away.map(Object.values);
    expect(await says(["2026-01-10", "2026-01-12"])).toBeNull();
    expect(await says(["2026-01-20", "2026-01-25"])).toBeNull();
    // Somebody falls ill today, and is away later all the same.
    expect(
      await says(["2026-01-05", "2026-01-06"], ["2026-01-10", "2026-01-12"], ["2026-01-20", "2026-01-25"]),
    ).toBeNull();
    expect(await listed()).toEqual([
      ["2026-01-05", "2026-01-06"],
      ["2026-01-10", "2026-01-12"],
      ["2026-01-20", "2026-01-25"],
    ]);
    refuse.now = true;
    expect(await says(["2026-01-05", "2026-01-06"], ["2026-01-20", "2026-01-25"])).toBeNull();
    expect(await listed()).toEqual([
      ["2026-01-05", "2026-01-06"],
      ["2026-01-20", "2026-01-25"],
    ]);
    // What began away stays so today, and nothing of what is refused is kept.
    const before = (await line.people.absences()).length;
    expect(await says(["2026-01-05", "2026-01-04"], ["2026-01-20", "2026-01-25"])).toBe("people/absence-begun");
    expect(await says(["2026-01-07", "2026-01-08"], ["2026-01-20", "2026-01-26"])).toBe("people/draft-over");
    expect((await line.people.absences()).length).toBe(before);
    expect(await says(["2026-01-05", "2026-01-05"], ["2026-01-20", "2026-01-25"])).toBeNull();
    expect(await listed()).toEqual([
      ["2026-01-05", "2026-01-05"],
      ["2026-01-20", "2026-01-25"],
    ]);
  });

  it("is taken back when nobody else could take the cases", async () => {
    const { line, host, persons, asked } = await open({ mayBeAway: () => new Refused("people/draft-over") });
    const note = noteOf(at(persons, 0), "2026-01-05", "2026-01-07");
    expect((await ask(host, routes.absence, { as: at(persons, 0).as, json: { notes: [note] } })).code).toBe(
      "people/draft-over",
    );
    expect(await line.people.absences()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("cannot be signed for somebody else or in another spelling", async () => {
    const { host, persons } = await open();
    const [me, other] = [at(persons, 0), at(persons, 1)];
    const line = `{"niuniu":"absence v1","by":"lin-wei","from":"2026-01-05","until":"2026-01-07"}\n`;
    for (const note of [
      noteOf(other, "2026-01-05", "2026-01-07"),
      signedBy({ id: "lin-wei", seed: other.seed }, line),
      signedBy(me, line.replace(",", ", ")),
      signedBy(me, line.replace("}", `,"because":"x"}`)),
      signedBy(me, line.replace("lin-wei", "member-1")),
      signedBy(me, "null\n"),
      signedBy(me, "not json\n"),
      toBase64(me.seed),
    ]) {
      expect((await ask(host, routes.absence, { as: me.as, json: { notes: [note] } })).code).toBe(
        "people/unsound-absence",
      );
    }
  });
});
