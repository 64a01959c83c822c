import { globSync, readFileSync } from "node:fs";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SENTENCE } from "../message.ts";
import * as routes from "../routes.ts";
import { certificate } from "./testing/certificate.ts";
import { newLine, ORIGIN, type Line } from "./testing/line.ts";
import { openMailbox, readMail, type Mailbox } from "./testing/mailbox.ts";
import { startServices, type Services } from "./testing/services.ts";
import { opened, subscriber } from "./testing/subscriber.ts";

/* From what somebody plans to the bytes that leave the house, by the outbox itself. */

const [MINUTE, HOUR] = [60_000, 3_600_000];
let database: TestDatabase;
let services: Services;
let mailbox: Mailbox;
let line: Line;
const phone = subscriber();

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  services = await startServices(
    {
      "gateway.example": () => ({}),
      "push.example": () => ({ status: 201 }),
      "hooks.slack.com": () => ({ body: "ok" }),
    },
    () => 0,
  );
  mailbox = await openMailbox();
  line = await newLine(database, {
    outward: services.outward,
    carriers: {
      mail: { server: mailbox.server, from: "line@mail.example", plain: false, ca: certificate },
      sms: { url: services.at("gateway.example"), body: "to={number}&text={text}", authorization: null },
    },
  });
});
afterEach(async () => {
  await line.host.close();
  await services.close();
  await mailbox.down();
});
afterAll(() => database.close());

const addressOf = {
  mail: () => "lin@mail.example",
  sms: () => "+8613800138000",
  push: () => JSON.stringify({ endpoint: `${services.at("push.example")}/send/x`, keys: phone.keys }),
  slack: () => `${services.at("hooks.slack.com")}/services/T/B/x`,
};
type Way = keyof typeof addressOf;

/** The one way by which a member is told, tried and seen to arrive. */
async function only(kind: Way): Promise<void> {
  for (const { id } of (await line.ask("lin", routes.mine)).answer.channels)
    await line.ask("lin", routes.remove, { channel: id });
  const json = { kind, address: addressOf[kind](), secret: "" };
  const { channel } = (await line.ask("lin", routes.add, json)).answer;
  await line.ask("lin", routes.attempt, { channel });
  await line.ask("lin", routes.arrived, { channel });
  forget();
}
function forget(): void {
  mailbox.mails.length = 0;
  (services.asked as unknown[]).length = 0;
}
/** Plans something for the member, for now. */
const plan = (about: string, urgent: boolean): Promise<void> =>
  line.host.transaction((tx) => line.host.notices.plan(tx, { about, person: "lin", urgent, at: [line.host.now()] }));
async function pass(milliseconds: number): Promise<void> {
  line.host.setNow(line.host.now() + milliseconds);
  await line.host.post();
}

describe("a mail server that is down for an hour", () => {
  it.each([true, false])("takes what was to go out once, when it is there again (urgent: %s)", async (urgent) => {
    await only("mail");
    await mailbox.down();
    await plan("cases/due/1", urgent);
    // What is not urgent goes out at the end of four hours, and half an hour later at the latest.
    if (!urgent) await pass(4 * HOUR + 31 * MINUTE);
    for (let minutes = 0; minutes < 60; minutes += 5) await pass(5 * MINUTE);
    expect(mailbox.mails).toEqual([]);
    await mailbox.up();
    for (let minutes = 0; minutes < 60; minutes += 5) await pass(5 * MINUTE);
    expect(mailbox.mails.map(readMail)).toMatchObject([
      { subject: SENTENCE["zh-CN"], text: `${SENTENCE["zh-CN"]}\n${ORIGIN}/desk` },
    ]);
    expect((await line.host.db.selectFrom("host_errand").select("id").where("sent", "is", null).execute()).length).toBe(
      0,
    );
  });
});

/**
 * Whatever plans a notice, by the file in which it does, with a word of its own that nobody but the database is to see. Whoever plans one
 * elsewhere adds it here.
 */
const PLANNERS: Readonly<Record<string, readonly string[]>> = {
  "features/people/src/server/asked.ts": ["people/signature", "people/vote", "people/joined"],
  "platform/matter/src/server/open.ts": ["toy/due", "upkeep/due"],
  "platform/matter/src/server/sealed/begun.ts": ["cases/due"],
  "platform/matter/src/server/take.ts": ["cases/due", "cases/missed", "upkeep/due", "upkeep/missed", "toy/due"],
};
const SECRETS = ["BQ3RFG81SY35B2MG", "lin-wei", "zhou"];

/** What left the house, unpacked: raw where it can be read, and what it says. */
function left(kind: Way): { readonly raw: string; readonly says: string } {
  const [asked] = services.asked;
  if (kind === "mail") {
    const { head, subject, text } = readMail(mailbox.mails[0] ?? "");
    return { raw: `${head}\n${subject}\n${text}`, says: `${subject}\n${text}` };
  }
  const body = asked?.body ?? Buffer.alloc(0);
  const says = kind === "push" ? opened(body, phone) : decodeURIComponent(body.toString());
  return { raw: `${asked?.path ?? ""}\n${JSON.stringify(asked?.headers)}\n${says}`, says };
}

describe("every kind of event that plans a notice", () => {
  it("is known here by the file that plans it", () => {
    const root = `${import.meta.dirname}/../../../../`;
    const sources = globSync("{platform,features}/*/src/**/*.ts", { cwd: root }).filter(
      (path) => !path.endsWith(".test.ts") && !path.startsWith("platform/host/"),
    );
    // However it is called: by its whole name, or taken out of `notices` before.
    const planning = sources.filter((path) => {
      const text = readFileSync(root + path, "utf8");
      return /\bnotices\b/.test(text) && /\bplan\(/.test(text);
    });
    expect(planning.toSorted()).toEqual(Object.keys(PLANNERS));
  });

  it.each(["mail", "sms", "push", "slack"] as const)("leaves the house as the same words by %s", async (kind) => {
    await only(kind);
    const said = new Set<string>();
    for (const urgent of [true, false])
      for (const about of new Set(Object.values(PLANNERS).flat())) {
        forget();
        await plan(`${about}/${SECRETS.join("/")}`, urgent);
        await pass(urgent ? 16 * MINUTE : 4 * HOUR + 31 * MINUTE);
        await pass(urgent ? MINUTE : 31 * MINUTE);
        const { raw, says } = left(kind);
        for (const word of [...SECRETS, ...about.split("/")])
          expect([about, raw.includes(word) ? word : ""]).toEqual([about, ""]);
        said.add(says);
      }
    const words = `${SENTENCE["zh-CN"]}\n${ORIGIN}/desk`;
    const expected = {
      mail: `${SENTENCE["zh-CN"]}\n${words}`,
      sms: `to=+8613800138000&text=${words}`,
      push: "{}",
      slack: JSON.stringify({ text: words }),
    };
    expect([...said]).toEqual([expected[kind]]);
  });
});
