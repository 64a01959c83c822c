import { testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { checkChain, countersign, propose } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { recipientOf, sealTo } from "@niuniu/seal";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import { bearer, PARCEL, readToken, Refused, type RefusalAnswer, type Route } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import * as routes from "../routes.ts";
import { templates } from "./index.ts";
import { LARGEST_TEMPLATES } from "./templates.ts";

let database: TestDatabase;
let host: TestHost;
let { roster, notes, seeds } = sampleRoster(countedRandom("templates"), 0);
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  // Their table was made when they were a part of the cases.
  const made = { name: "cases", migrations: new URL("../../../cases/src/server/migrations/", import.meta.url) };
  host = await testHost(database, { migrations: [made, templates] });
  ({ roster, notes, seeds } = sampleRoster(host.random, host.now() - 1));
  host.authenticate("member", ({ authorization }) => {
    const member = readToken("Bearer", authorization)?.replace(/^token-/, "");
    if (member === undefined) throw new Refused("host/not-yours");
    return Promise.resolve({ member, session: "" });
  });
  await templates.mount(host, { roster: () => Promise.resolve(roster) });
});
afterEach(() => host.close());
afterAll(() => database.close());

/** The committee goes on without this member. */
function leaves(id: string): void {
  const members = roster.newest.members.filter((one) => one.id !== id);
  const [date, validUntil] = [new Date(host.now()).toISOString().slice(0, 10), roster.newest.validUntil];
  const draft = propose(roster, { date, effective: host.now(), validUntil, members });
  const signers = [...seeds].map(([id, seed]) => ({ id, seed }));
  roster = checkChain([...notes, signers.reduce((text, one) => countersign(roster, text, one), draft)]);
}

const head = (digit: string): string => digit.repeat(64);
const file = async (size = 1_000): Promise<Uint8Array> =>
  sealTo([await recipientOf(host.random(32))], new Uint8Array(size));

async function ask(
  route: Pick<Route<never, never>, "method" | "path">,
  payload: Uint8Array,
  { type, as }: { readonly type: string; readonly as: string | null },
) {
  const signedIn = as === null ? {} : { authorization: bearer(`token-${as}`) };
  const headers = { "content-type": type, ...signedIn };
  const response = await host.inject({
    method: route.method,
    url: route.path,
    headers,
    payload: Buffer.from(payload),
  });
  const isParcel = response.headers["content-type"] === PARCEL;
  const { header, parts } = isParcel
    ? readParcel(new Uint8Array(response.rawPayload))
    : { header: JSON.parse(response.payload) as unknown, parts: [] };
  const code = response.statusCode < 400 ? null : (header as RefusalAnswer).code;
  return { status: response.statusCode, code, answer: header as routes.TemplatesHeader, parts };
}
const save = (header: unknown, parts: readonly Uint8Array[], as = "wen-jing") =>
  ask(routes.save, writeParcel(header, parts), { type: PARCEL, as });
const read = (known = "", as: string | null = "tao-rui") =>
  ask(routes.read, Buffer.from(JSON.stringify({ known })), { type: "application/json", as });

test("the committee’s templates are kept as they came, for every member, and not sent twice to whoever has them", async () => {
  expect((await read()).answer).toEqual({ number: 0, head: "" });
  const sealed = await file();
  const first = { number: 1, head: head("a"), previous: "" };
  expect((await save(first, [sealed])).answer).toEqual({ number: 1, head: head("a") });
  const given = await read();
  expect([given.answer, given.parts]).toEqual([{ number: 1, head: head("a") }, [sealed]]);
  expect((await read(head("a"))).parts).toEqual([]);
});

test("of two who save at once the second is told, and what the first saved stays", async () => {
  const sealed = await file();
  const first = { number: 1, head: head("a"), previous: "" };
  const [one, two] = await Promise.all([save(first, [sealed]), save({ ...first, head: head("b") }, [await file()])]);
  expect([one.code, two.code].toSorted()).toEqual([null, "templates/stale"].toSorted());
  const there = (await read()).answer.head;
  const next = (letter: string) => ({ number: 2, head: head(letter), previous: there });
  const both = await Promise.all([save(next("c"), [sealed]), save(next("d"), [sealed], "he-ming")]);
  expect(both.filter(({ code }) => code === "templates/stale")).toHaveLength(1);
});

test("a number that somebody made up ends nothing: the next is taken for the head it takes the place of", async () => {
  await save({ number: 1_000_000_000, head: head("a"), previous: "" }, [await file()]);
  expect((await save({ number: 2, head: head("b"), previous: head("a") }, [await file()], "he-ming")).code).toBeNull();
  expect((await read()).answer).toEqual({ number: 2, head: head("b") });
});

test("the same templates may be sealed anew for whoever came, whatever they were made from", async () => {
  await save({ number: 1, head: head("a"), previous: "" }, [await file()]);
  const anew = await file();
  expect((await save({ number: 1, head: head("a"), previous: head("a") }, [anew], "he-ming")).code).toBeNull();
  expect((await read()).parts).toEqual([anew]);
});

test("nothing that is not sealed, is too large or is said in another shape comes in, and nobody but a member in office saves", async () => {
  const header = { number: 1, head: head("a"), previous: "" };
  expect((await save(header, [new Uint8Array(4_000)])).code).toBe("templates/not-sealed");
  expect((await save(header, [])).code).toBe("templates/not-sealed");
  expect((await save(header, [await file(), await file()])).code).toBe("templates/not-sealed");
  expect((await save(header, [await file(LARGEST_TEMPLATES)])).code).toBe("templates/too-many");
  for (const wrong of [{ number: 0 }, { head: "A" }, { previous: "x" }, { more: 1 }])
    expect((await save({ ...header, ...wrong }, [await file()])).status).toBe(400);
  expect((await read("", null)).status).toBe(401);
  leaves("tao-rui");
  expect((await save(header, [await file()], "tao-rui")).code).toBe("templates/not-in-office");
  expect((await read()).answer.number).toBe(0);
});
