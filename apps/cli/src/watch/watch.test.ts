import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { publicKey } from "@niuniu/note";
import { writeWitness } from "@niuniu/record";
import { countersign, propose } from "@niuniu/roster";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { run, type Ended } from "../testing/run.ts";

let house: House;
let folder: string;
let url: string;
let smtp: SMTPServer;
let port: number;
let mails: string[];
let refusing: boolean;

beforeEach(async () => {
  house = await new House().found();
  await house.seal(30);
  url = await house.open();
  folder = await mkdtemp(join(tmpdir(), "niuniu-watch-"));
  mails = [];
  refusing = false;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      void text(stream).then((mail) => {
        if (!refusing) mails.push(mail);
        done(refusing ? new Error("later") : null);
      });
    },
  });
  const listening = smtp.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const bound = listening.address();
  port = typeof bound === "object" && bound !== null ? bound.port : 0;
});
afterEach(async () => {
  await house.close();
  await new Promise((resolve) => smtp.close(() => resolve(null)));
  await rm(folder, { recursive: true, force: true });
});

const watch = async (...more: readonly string[]): Promise<Ended> =>
  run([
    "watch",
    url,
    "--mail-to",
    "union@example.org",
    "--smtp",
    `smtp://127.0.0.1:${port}`,
    "--state",
    folder,
    "--once",
    ...more,
  ]);

/** The words of a mail, however it was encoded on the way. */
function wordsOf(mail: string | undefined): string {
  const body = (mail ?? "").split("\r\n\r\n").slice(1).join("\n\n");
  if (/base64/i.test(mail ?? "")) return Buffer.from(body, "base64").toString("utf8");
  return body
    .replace(/=\r\n/g, "")
    .replace(/(=[0-9A-F]{2})+/g, (part) => Buffer.from(part.replaceAll("=", ""), "hex").toString("utf8"));
}

async function newStatement(): Promise<void> {
  const { roster, seeds } = house.roster ?? { roster: null, seeds: new Map<string, Uint8Array>() };
  if (roster === null) return;
  const now = Date.now();
  const date = new Date(now).toISOString().slice(0, 10);
  const witness = writeWitness({ name: "law.example", key: publicKey(new Uint8Array(32).fill(5)), url: null });
  let note = propose(roster, { date, effective: now, validUntil: "2099-01-01", witnesses: [witness] });
  for (const id of ["wen-jing", "jian-su"])
    note = countersign(roster, note, { id, seed: seeds.get(id) ?? new Uint8Array(32) });
  await house.state([...house.statements, note]);
  await house.seal();
}

describe("a watch", () => {
  test("tells what is missing once, then a change of the committee and its witnesses, then nothing", async () => {
    await watch();
    expect(mails).toHaveLength(1);
    expect(wordsOf(mails[0])).toContain("Not witnessed");
    await watch();
    expect(mails).toHaveLength(1);
    await newStatement();
    await watch();
    expect(mails).toHaveLength(2);
    expect(mails[1]).toContain("Subject: 127.0.0.1:");
    expect(wordsOf(mails[1])).toContain("The committee has a new statement: number 2");
    expect(wordsOf(mails[1])).toContain("A witness was added: law.example");
    await watch();
    expect(mails).toHaveLength(2);
  });

  test("tells a lie in words, in Chinese if asked, and that it is over", async () => {
    await watch("--lang", "zh-CN");
    house.policy = '{"answer":"never"}\n';
    const lied = await watch("--lang", "zh-CN");
    expect(lied.code).toBe(1);
    expect(wordsOf(mails[1])).toContain("出示的办理规则不是委员会第 1 份声明写明的那一份");
  });

  test("sends a mail again that nobody took, and keeps the password to itself", async () => {
    refusing = true;
    const secret = await run(["watch", url, "--mail-to", "union@example.org", "--state", folder, "--once"], {
      NIUNIU_SMTP_URL: `smtp://127.0.0.1:${port}`,
    });
    expect(secret.out).toContain("will be sent again");
    refusing = false;
    expect((await watch()).out).toContain("Mail sent");
    expect(mails).toHaveLength(1);
    const typed = await run([
      "watch",
      url,
      "--mail-to",
      "union@example.org",
      "--smtp",
      "smtp://me:geheim@127.0.0.1",
      "--once",
    ]);
    expect([typed.code, `${typed.out}${typed.err}`.includes("geheim")]).toEqual([2, false]);
    const refused = await run(
      ["watch", url, "--mail-to", "union@example.org", "--state", join(folder, "b"), "--once"],
      {
        NIUNIU_SMTP_URL: `smtp://me:geheim@127.0.0.1:${port}`,
      },
    );
    expect(`${refused.out}${refused.err}`).toContain("could not be sent");
    expect(`${refused.out}${refused.err}${await readFile(join(folder, "b/watch.json"), "utf8")}`).not.toContain(
      "geheim",
    );
  });
});
