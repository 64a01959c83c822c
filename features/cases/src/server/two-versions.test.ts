import { again, testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { fromBase64, sha256, toHex, toUtf8 } from "@niuniu/note";
import { activeMembers } from "@niuniu/roster";
import { sealTo } from "@niuniu/seal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen } from "../kind.ts";
import { parseEntry } from "../parse.ts";
import { DEFAULT, parseCalendar, parsePolicy } from "../policy.ts";
import { policyText } from "../testing/policy-text.ts";
import * as routes from "../routes.ts";
import type { ThreadHeader } from "../routes.ts";
import { ask, asMember, deskAct, deskThread, message, newHouse, reported, say, seal, send, thread } from "./testing.ts";
import type { House, Reporter } from "./testing.ts";

const DAY = 86_400_000;
const second = policyText(DEFAULT.policy);
const first = policyText({ ...DEFAULT.policy, version: 1 });
const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const firstLine = (text = ""): unknown => JSON.parse(text.slice(0, text.indexOf("\n")));
const entriesIn = ({ entries }: ThreadHeader) => entries.map(({ text }) => parseEntry(firstLine(text)));

/** Which version of the rules a thread is judged by, and what a reader finds by the statement that its first entry names. */
function heard(house: House, header: ThreadHeader): { readonly version: number; readonly found: readonly string[] } {
  const [beginning] = entriesIn(header);
  const named = beginning !== undefined && "statement" in beginning ? beginning.statement : undefined;
  const { statements, hashes } = house.roster();
  const statement = statements[hashes.findIndex((one) => one === named)];
  expect([hashOf(header.rules.policy), hashOf(header.rules.calendar)]).toEqual([
    statement?.policy,
    statement?.calendar,
  ]);
  const policy = parsePolicy(JSON.parse(header.rules.policy));
  const differences = listen(entriesIn(header), {
    ...{ policy, calendar: parseCalendar(JSON.parse(header.rules.calendar)), struck: [], claimed: header.owed },
    membersAt: (at) => activeMembers(house.roster(), at),
    awayOn: () => false,
    now: house.host.now(),
  });
  return { version: policy.version, found: differences.map(({ code }) => code) };
}

const closedIn = (header: ThreadHeader) => entriesIn(header).filter(({ kind }) => kind === "closed");

/** The owner sets a case aside before anybody has answered: only later versions tell somebody else. */
async function setAside(house: House, reporter: Reporter & { readonly id: string }): Promise<ThreadHeader> {
  const { answer } = await thread(house, reporter);
  const envelope = await message(house, 6);
  expect((await deskAct(house, answer.owed?.owner ?? "", reporter.id, { kind: "junk", envelope })).code).toBeNull();
  return (await thread(house, reporter)).answer;
}

test("a case keeps the rules it began under when the committee comes to the newest version, and after a restart", async () => {
  const connection = await database.fresh();
  let house = await newHouse(again(connection), { policy: first });
  const everybody = [...house.people.keys()];
  const [aside, waiting] = [await reported(house), await reported(house)];
  // Sealed before the new statement, and sent after it: a page of yesterday.
  const late = await seal(house);
  house.host.setNow(house.host.now() + 60_000);
  await house.become(everybody, second);
  const fresh = await reported(house);
  expect((await send(house, late)).code).toBeNull();

  const versions = async (): Promise<readonly unknown[]> =>
    Promise.all([aside, waiting, late, fresh].map(async (one) => heard(house, (await thread(house, one)).answer)));
  const as = (version: number) => ({ version, found: [] });
  const expected = [as(1), as(1), as(1), as(6)];
  expect(await versions()).toEqual(expected);
  const [old, young] = [await setAside(house, aside), await setAside(house, fresh)];
  expect(closedIn(old)).toEqual([expect.not.objectContaining({ told: expect.anything() as unknown })]);
  expect(closedIn(young)).toEqual([expect.objectContaining({ told: "jian-su" })]);
  expect(await versions()).toEqual(expected);

  await house.host.close();
  house = await newHouse(again(connection), { now: house.host.now() + 4 * DAY, policy: second, after: house });
  await house.host.pass(0);
  const after = await reported(house);
  expect(heard(house, (await thread(house, after)).answer)).toEqual(as(6));
  // What was missed while the server was down was moved on by its own rules.
  expect(entriesIn((await thread(house, waiting)).answer).map(({ kind }) => kind)).toContain("missed");
  expect(await versions()).toEqual(expected);
  for (const [reporter, told] of [[aside, false] as const, [fresh, true] as const]) {
    const { answer } = await thread(house, reporter);
    const about = (closedIn(answer)[0]?.number ?? 0) - 1;
    expect((await say(house, reporter, { kind: "contest", about })).code).toBeNull();
    const again = await setAside(house, reporter);
    expect(closedIn(again).at(-1)).toEqual(
      told
        ? expect.objectContaining({ told: expect.anything() as unknown })
        : expect.not.objectContaining({ told: expect.anything() as unknown }),
    );
  }
  expect(await versions()).toEqual(expected);
  await house.host.close();
});

test("of two statements on one day a file sealed by hand names the one it is judged by", async () => {
  const house = await newHouse(database, { policy: first });
  const recipients = [...house.people.values()].map(({ member }) => fromBase64(member.recipient));
  const handIn = async (text: string): Promise<void> => {
    const form = new FormData();
    form.set("class", "ordinary");
    form.set("file", new Blob([new Uint8Array(await sealTo(recipients, toUtf8(text)))]), "report.age");
    expect((await ask(house.host, routes.sealedFile, { form })).code).toBeNull();
  };
  await handIn("By hand, before.");
  await house.become([...house.people.keys()], second);
  await handIn("By hand, after.");
  const { answer } = await ask(house.host, routes.list, { as: asMember("jian-su"), json: { which: "open" } });
  const read = answer.lines.map(async ({ case: id }) => heard(house, (await deskThread(house, "jian-su", id)).answer));
  const found = await Promise.all(read);
  expect(found.map(({ version }) => version).toSorted()).toEqual([1, 6]);
  expect(found.flatMap((one) => one.found)).toEqual([]);
  await house.host.close();
});
