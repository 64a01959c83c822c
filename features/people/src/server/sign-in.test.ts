import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { sql } from "kysely";
import { bearer } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { ask, found, newLine, SoftAuthenticator, workFor, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
let line: Line;
let persons: readonly Person[];
const HOUR = 3_600_000;
const of = (index: number): Person => {
  const person = persons[index];
  if (person === undefined) throw new Error("no such person");
  return person;
};
beforeAll(async () => {
  database = await testDatabase();
  line = await newLine(database);
  persons = await found(line);
});
afterAll(async () => {
  await line.close();
  await database.close();
});

const signIn = (member: string, password: string, work?: routes.Work) =>
  ask(line.host, routes.signIn, { json: { member, password, ...(work === undefined ? {} : { work }) } });
const me = (as: string) => ask(line.host, routes.me, { as });

describe("a session", () => {
  it("opens with the right password and ends at signing out", async () => {
    const { answer } = await signIn(of(0).id, of(0).password);
    const as = bearer(answer.token);
    expect((await me(as)).answer).toMatchObject({
      member: "lin-wei",
      name: "Lin Wei",
      key: of(0).accepted.key,
      away: [],
    });
    expect((await ask(line.host, routes.signOut, { as })).status).toBe(200);
    expect((await me(as)).code).toBe("people/session-over");
  });

  it("ends after an hour without use, and after 12 hours however much it is used", async () => {
    const idle = bearer((await signIn(of(0).id, of(0).password)).answer.token);
    const used = bearer((await signIn(of(0).id, of(0).password)).answer.token);
    for (let minutes = 0; minutes < 11.5 * 60; minutes += 30) {
      line.host.setNow(line.host.now() + HOUR / 2);
      expect((await me(used)).status).toBe(200);
    }
    expect((await me(idle)).code).toBe("people/session-over");
    line.host.setNow(line.host.now() + HOUR / 2);
    expect((await me(used)).code).toBe("people/session-over");
  });

  it("is listed to its member on another one, by when it began and was used, and ended from there, alone or with all others", async () => {
    const tokens = [0, 1, 2].map(() => signIn(of(2).id, of(2).password));
    const [one, , three] = (await Promise.all(tokens)).map(({ answer }) => bearer(answer.token)) as [
      string,
      string,
      string,
    ];
    const { sessions } = (await me(one)).answer;
    expect(sessions).toHaveLength(2);
    for (const { since, used } of sessions) {
      expect(line.host.now() - since).toBeLessThan(HOUR / 4);
      expect(used).toBeLessThanOrEqual(line.host.now());
    }
    const end = (as: string, session: string | null) => ask(line.host, routes.sessionEnd, { as, json: { session } });
    const [first, second] = sessions.map(({ session }) => session);
    // Nobody ends another member's, and none twice.
    const stranger = bearer((await signIn(of(1).id, of(1).password)).answer.token);
    expect((await end(stranger, first ?? "")).code).toBe("people/unknown-session");
    expect([(await end(one, first ?? "")).status, (await end(one, first ?? "")).code]).toEqual([
      200,
      "people/unknown-session",
    ]);
    expect((await me(one)).answer.sessions.map(({ session }) => session)).toEqual([second]);
    await signIn(of(2).id, of(2).password);
    expect((await end(one, null)).status).toBe(200);
    expect((await me(one)).answer.sessions).toEqual([]);
    expect((await me(three)).code).toBe("people/session-over");
    expect((await me(stranger)).status).toBe(200);
  });

  it("keeps no token, no address, no browser and no time of signing in", async () => {
    const { answer } = await signIn(of(1).id, of(1).password);
    const { rows } = await sql`select * from host_session where subject = ${of(1).id}`.execute(line.host.db);
    const stored = JSON.stringify(rows);
    expect(Object.keys(rows[0] as object).sort()).toEqual(["audience", "ends", "hash", "idle_ends", "subject"]);
    expect(stored).not.toContain(answer.token);
    for (const row of rows as { ends: Date }[]) expect(row.ends.getTime() % (15 * 60_000)).toBe(0);
  });

  it("is not opened by anything else of the same person", async () => {
    for (const as of [bearer("A".repeat(43)), bearer("x"), "Basic bGluLXdlaTp4", "Niuniu-Setup AAAA-AAAA"]) {
      expect((await me(as)).status).toBe(401);
    }
  });
});

describe("signing in by password", () => {
  it("answers an unknown name and a wrong password alike, in about the same time", async () => {
    const timed = async (member: string) => {
      const start = performance.now();
      const reply = await signIn(member, "wrong password altogether");
      return { text: reply.text, took: performance.now() - start };
    };
    await timed("warm-up");
    const [known, unknown] = [await timed("su-xiao"), await timed("nobody-here")];
    expect(known.text).toBe(unknown.text);
    expect(JSON.parse(known.text)).toMatchObject({ code: "people/sign-in-failed" });
    // Both hash a password, which takes tens of milliseconds; a look-up alone would take one.
    expect(Math.min(known.took, unknown.took)).toBeGreaterThan(Math.max(known.took, unknown.took) / 6);
  });

  it("asks for work after three failures, of that name only, and the right password with work gets in", async () => {
    const failing = async () => signIn("member-1", "not the password");
    line.host.setNow(line.host.now() + HOUR);
    const codes = [(await failing()).code, (await failing()).code, (await failing()).code, (await failing()).code];
    expect(codes).toEqual([...Array<string>(3).fill("people/sign-in-failed"), "people/work-needed"]);
    const asked = await signIn("member-1", of(1).password);
    expect(JSON.parse(asked.text)).toMatchObject({ code: "people/work-needed", facts: { bits: 16 } });
    expect((await signIn("lin-wei", of(0).password)).status).toBe(200);
    const work = workFor(asked.text, "member-1", of(1).password);
    expect((await signIn("member-1", of(1).password, work)).status).toBe(200);
    expect((await failing()).code).toBe("people/sign-in-failed");
  });

  it("lets a guesser pay for each guess: work counts once, for one name and one password", async () => {
    const failing = async (password: string, work?: routes.Work) => signIn("a-guessed-name", password, work);
    let asked = await failing("guess 0");
    while (asked.code === "people/sign-in-failed") asked = await failing("guess 0");
    const work = workFor(asked.text, "a-guessed-name", "guess 1");
    expect((await failing("guess 2", work)).code).toBe("people/work-needed");
    expect((await failing("guess 1", { ...work, counter: work.counter + 1 })).code).toBe("people/work-needed");
    expect((await failing("guess 1", { ...work, challenge: "1.16.AAAAAAAAAAAAAAAAAAAAAA" })).code).toBe(
      "people/work-needed",
    );
    expect((await failing("guess 1", work)).code).toBe("people/sign-in-failed");
    expect((await failing("guess 1", work)).code).toBe("people/work-needed");
  });

  it("does not tell by asking for work who exists", async () => {
    const codes = [];
    for (let attempt = 0; attempt < 4; attempt++) codes.push((await signIn("nobody-at-all", "x".repeat(12))).code);
    expect(codes.at(-1)).toBe("people/work-needed");
  });

  it("lets a handler in who did the work while a flood of sign-ins leaves no room", async () => {
    line.host.setNow(line.host.now() + HOUR);
    const flood = Array.from({ length: 60 }, (_, index) => signIn(`flood-${index}`, "not the password"));
    const turnedAway = await Promise.any(
      flood.map(async (each) => {
        const reply = await each;
        if (reply.code !== "people/work-needed") throw new Error("this one was checked");
        return reply;
      }),
    );
    const work = workFor(turnedAway.text, "member-1", of(1).password);
    const more = Array.from({ length: 60 }, (_, index) => signIn(`more-${index}`, "not the password"));
    expect((await signIn("member-1", of(1).password, work)).status).toBe(200);
    await Promise.all([...flood, ...more]);
  });

  it("takes a new password, ends every other session, and forgets the old one", async () => {
    const here = bearer((await signIn(of(2).id, of(2).password)).answer.token);
    const elsewhere = bearer((await signIn(of(2).id, of(2).password)).answer.token);
    const json = { old: of(2).password, new: "four unrelated words" };
    expect((await ask(line.host, routes.passwordChange, { as: here, json })).status).toBe(200);
    expect((await me(here)).status).toBe(200);
    expect((await me(elsewhere)).code).toBe("people/session-over");
    expect((await signIn(of(2).id, of(2).password)).code).toBe("people/sign-in-failed");
    expect((await signIn(of(2).id, "four unrelated words")).status).toBe(200);
  });

  it("asks for work too when the password is changed after failures", async () => {
    const as = bearer((await signIn(of(1).id, of(1).password)).answer.token);
    const change = (old: string, work?: routes.Work) => {
      const json = { old, new: of(1).password, ...(work === undefined ? {} : { work }) };
      return ask(line.host, routes.passwordChange, { as, json });
    };
    let asked = await change("not the password");
    while (asked.code === "people/wrong-password") asked = await change("not the password");
    expect(asked.code).toBe("people/work-needed");
    const work = workFor(asked.text, of(1).id, of(1).password);
    expect((await change(of(1).password, work)).status).toBe(200);
  });
});

describe("a passkey", () => {
  const device = new SoftAuthenticator("laptop");
  const fileOf = (bytes: number) =>
    Buffer.from(`age-encryption.org/v1\n-> mlkem768x25519 ${"A".repeat(bytes)}`).toString("base64");
  const register = async (
    as: string,
    authenticator: SoftAuthenticator,
    file: string | null = null,
    origin?: string,
  ) => {
    const { answer } = await ask(line.host, routes.passkeyOffer, { as, json: { proof: { password: of(0).password } } });
    const response = authenticator.register(answer.options, origin);
    return ask(line.host, routes.passkeyAdd, {
      as,
      json: { ceremony: answer.ceremony, response, label: "My laptop", file },
    });
  };
  const begin = async () => (await ask(line.host, routes.passkeyAsk)).answer;
  const finish = (ceremony: string, response: unknown) =>
    ask(line.host, routes.passkeySignIn, { json: { ceremony, response } });
  let as = "";
  beforeAll(async () => {
    line.host.setNow(line.host.now() + HOUR);
    as = bearer((await signIn(of(0).id, of(0).password)).answer.token);
  });

  it("is asked for without naming anybody, together with its own secret for the keys", async () => {
    const { options } = await begin();
    expect(options).toMatchObject({
      rpId: "localhost",
      userVerification: "required",
      extensions: { prf: { eval: { first: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string } } },
    });
    expect((options as { allowCredentials?: unknown[] }).allowCredentials ?? []).toEqual([]);
  });

  it("signs its owner in, and hands back the keys sealed to it", async () => {
    expect((await register(as, device, fileOf(100))).answer).toEqual({ id: device.id });
    const { ceremony, options } = await begin();
    const { answer } = await finish(ceremony, device.signIn(options));
    expect(answer.member).toBe("lin-wei");
    const mine = (await me(bearer(answer.token))).answer.passkeys;
    expect(mine).toEqual([{ id: device.id, label: "My laptop", file: fileOf(100) }]);
  });

  it("still signs in at once while wrong passwords make the name ask for work", async () => {
    for (let attempt = 0; attempt < 4; attempt++) await signIn("lin-wei", "not the password");
    expect((await signIn("lin-wei", of(0).password)).code).toBe("people/work-needed");
    const { ceremony, options } = await begin();
    expect((await finish(ceremony, device.signIn(options))).status).toBe(200);
  });

  it("is refused on replay, too late, from another site, as a copy with an old counter, and for the other kind", async () => {
    const { ceremony, options } = await begin();
    const response = device.signIn(options);
    expect((await finish(ceremony, response)).status).toBe(200);
    expect((await finish(ceremony, response)).code).toBe("people/passkey-failed");

    const late = await begin();
    line.host.setNow(line.host.now() + 5 * 60_000);
    expect((await finish(late.ceremony, device.signIn(late.options))).code).toBe("people/passkey-failed");

    const elsewhere = await begin();
    const phished = device.signIn(elsewhere.options, "http://localhost.example");
    expect((await finish(elsewhere.ceremony, phished)).code).toBe("people/passkey-failed");

    const copied = await begin();
    device.counter = 0;
    expect((await finish(copied.ceremony, device.signIn(copied.options))).code).toBe("people/passkey-failed");
    device.counter = 100;

    const proof = { password: of(0).password };
    const asked = await ask(line.host, routes.passkeyOffer, { as, json: { proof } });
    const again = { proof: { ...proof, work: workFor(asked.text, of(0).id, of(0).password) } };
    const offer = (await ask(line.host, routes.passkeyOffer, { as, json: again })).answer;
    expect((await finish(offer.ceremony, device.signIn(offer.options))).code).toBe("people/passkey-failed");
    const forged = (await begin()).ceremony.replace(/\.\d{13}\./, ".9999999999999.");
    expect((await finish(forged, device.signIn({ challenge: "AAAA" }))).code).toBe("people/passkey-failed");
    for (const nonsense of [undefined, null, 7, "x", {}, { id: "x", rawId: "x", type: "public-key", response: {} }]) {
      expect((await finish((await begin()).ceremony, nonsense)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it("is neither added nor removed by somebody who holds a session and nothing else", async () => {
    const offer = (proof: unknown) => ask(line.host, routes.passkeyOffer, { as, json: { proof } as never });
    const remove = (proof: unknown) =>
      ask(line.host, routes.passkeyRemove, { as, json: { id: device.id, proof } as never });
    const stranger = new SoftAuthenticator("a stranger's");
    for (const attempt of [offer, remove]) {
      for (const nothing of [undefined, {}, null, { password: "" }])
        expect((await attempt(nothing)).code).toBe("host/malformed");
      const { ceremony, options } = await begin();
      expect((await attempt({ ceremony, response: stranger.signIn(options) })).code).toBe("people/passkey-failed");
      line.host.setNow(line.host.now() + HOUR / 2);
      expect((await attempt({ password: "not the password" })).code).toMatch(/^people\/(wrong-password|work-needed)$/);
    }
    expect((await me(as)).answer.passkeys.map(({ id }) => id)).toEqual([device.id]);
  });

  it("offered to one member is not added to another", async () => {
    const other = bearer((await signIn(of(1).id, of(1).password)).answer.token);
    const { answer } = await ask(line.host, routes.passkeyOffer, {
      as: other,
      json: { proof: { password: of(1).password } },
    });
    const response = new SoftAuthenticator("a colleague's").register(answer.options);
    const json = { ceremony: answer.ceremony, response, label: "Mine", file: null };
    expect((await ask(line.host, routes.passkeyAdd, { as, json })).code).toBe("people/passkey-failed");
    expect((await ask(line.host, routes.passkeyAdd, { as: other, json })).status).toBe(200);
    // A password that is changed because somebody else knew it: what that person added goes too, if its owner says so.
    const known = (await me(other)).answer.passkeys.map(({ id }) => id);
    const change = { old: of(1).password, new: `${of(1).password} anew`, remove: known };
    expect((await ask(line.host, routes.passwordChange, { as: other, json: change })).status).toBe(200);
    expect((await me(other)).answer.passkeys).toEqual([]);
    const back = { old: `${of(1).password} anew`, new: of(1).password, keepSessions: true as const };
    const second = bearer((await signIn(of(1).id, `${of(1).password} anew`)).answer.token);
    expect((await ask(line.host, routes.passwordChange, { as: other, json: back })).status).toBe(200);
    expect((await me(second)).status).toBe(200);
  });

  it("does nothing without making sure who holds it", async () => {
    device.verifies = false;
    const { ceremony, options } = await begin();
    expect((await finish(ceremony, device.signIn(options))).code).toBe("people/passkey-failed");
    device.verifies = true;
    const fresh = new SoftAuthenticator("a key on a desk");
    fresh.verifies = false;
    const proof = await begin();
    const { answer } = await ask(line.host, routes.passkeyOffer, {
      as,
      json: { proof: { ceremony: proof.ceremony, response: device.signIn(proof.options) } },
    });
    const json = { ceremony: answer.ceremony, response: fresh.register(answer.options), label: "Key", file: null };
    expect((await ask(line.host, routes.passkeyAdd, { as, json })).code).toBe("people/passkey-failed");
  });

  it("leaves no trace of being asked for", async () => {
    const count = async () =>
      (await sql<{ n: string }>`select count(*) as n from people_spent_challenges`.execute(line.host.db)).rows[0]?.n;
    const before = await count();
    await begin();
    expect(await count()).toBe(before);
  });

  it("is gone when its owner removes it, and nobody else can", async () => {
    const other = bearer((await signIn(of(1).id, of(1).password)).answer.token);
    const proven = async () => {
      const { ceremony, options } = await begin();
      return { ceremony, response: device.signIn(options) };
    };
    const theirs = { id: device.id, proof: { password: of(1).password } };
    expect((await ask(line.host, routes.passkeyRemove, { as: other, json: theirs })).code).toBe(
      "people/unknown-passkey",
    );
    const asked = await begin();
    expect((await finish(asked.ceremony, device.signIn(asked.options))).status).toBe(200);
    expect((await me(as)).answer.sessions.length).toBeGreaterThan(0);
    const json = { id: device.id, proof: await proven() };
    expect((await ask(line.host, routes.passkeyRemove, { as, json })).status).toBe(200);
    // It may have opened any of the others.
    expect((await me(as)).answer.sessions).toEqual([]);
    const { ceremony, options } = await begin();
    expect((await finish(ceremony, device.signIn(options))).code).toBe("people/passkey-failed");
  });
});
