import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publicKey } from "@niuniu/note";
import { writeWitness } from "@niuniu/record";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { Letterbox } from "../testing/letterbox.ts";
import { run, start, type Ended } from "../testing/run.ts";

let house: House;
let folder: string;
let url: string;
let box: Letterbox;

beforeEach(async () => {
  house = await new House().found();
  await house.seal(30);
  url = await house.open();
  folder = await mkdtemp(join(tmpdir(), "niuniu-watch-"));
  box = await new Letterbox().open();
});
afterEach(async () => {
  await house.close();
  await box.close();
  await rm(folder, { recursive: true, force: true });
});

const words = (): readonly string[] => [
  "watch",
  url,
  "--mail-to",
  "union@example.org",
  "--smtp",
  box.url,
  "--state",
  folder,
];
const watch = async (...more: readonly string[]): Promise<Ended> => run([...words(), "--once", ...more]);

/** Another house behind the same address. */
async function moveTo(next: House): Promise<void> {
  const port = Number(new URL(url).port);
  await house.close();
  house = next;
  url = await next.open(port);
}

describe("a watch", () => {
  test("tells what is missing once, then a change of the committee and its witnesses, then nothing", async () => {
    await watch();
    expect(box.mails).toHaveLength(1);
    expect(box.newest()).toContain("Not witnessed");
    await watch();
    expect(box.mails).toHaveLength(1);
    const witness = writeWitness({ name: "law.example", key: publicKey(new Uint8Array(32).fill(5)), url: null });
    await house.amend({ witnesses: [witness] });
    await house.seal();
    await watch();
    expect(box.mails).toHaveLength(2);
    expect(box.mails[1]).toContain("Subject: 127.0.0.1:");
    expect(box.newest()).toContain("The committee has a new statement: number 2");
    expect(box.newest()).toContain("A witness was added: law.example");
    await watch();
    expect(box.mails).toHaveLength(2);
  });

  test("tells other rules and another calendar, each in a mail with the hash to compare", async () => {
    await watch();
    await house.rule("policy", '{"answer":"five working days"}\n');
    await house.seal();
    await watch();
    expect(box.newest()).toContain("The committee has a new statement: number 2");
    expect(box.newest()).toContain(`The policy changed`);
    expect(box.newest()).toContain(house.roster?.roster.newest.policy);
    expect(box.newest()).not.toContain("calendar");
    await house.rule("calendar", '{"offset":"+09:00"}\n');
    await house.seal();
    await watch();
    expect(box.newest()).toContain("The calendar of working days changed");
    expect(box.newest()).toContain(house.roster?.roster.newest.calendar);
    expect(box.newest()).not.toContain("The policy changed");
    await watch();
    expect(box.mails).toHaveLength(3);
  });

  test("tells another key of the record: as a change where the committee names it, as a lie where it does not", async () => {
    await watch();
    const next = new House("line.example.org/record/2");
    await moveTo(await next.follow(house, house.checkpoint()));
    expect((await watch()).code).toBe(3);
    expect(box.mails[1]).toContain("something changed in the reporting line");
    expect(box.newest()).toContain(`The key of the record changed. It is now: ${next.vkey}`);
    const swapped = await new House("line.example.org/record/2", Date.now(), "other").found();
    await swapped.seal(30);
    await moveTo(swapped);
    expect((await watch()).code).toBe(1);
    expect(box.newest()).toContain("signed with another key than before");
  });

  test("left running, tells each change once, and ends cleanly when it is told to", async () => {
    const child = start([...words(), "--every", "1"]);
    const ended = once(child, "exit") as Promise<[number | null]>;
    try {
      await box.holding(1);
      await house.rule("policy", '{"answer":"five working days"}\n');
      await house.seal();
      await box.holding(2);
      // Two more rounds, in which there is nothing new to tell.
      await new Promise((resume) => setTimeout(resume, 3_000));
      child.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
      expect(box.newest()).toContain("The policy changed");
      expect(box.mails).toHaveLength(2);
    } finally {
      child.kill("SIGKILL");
    }
    await watch();
    expect(box.mails).toHaveLength(2);
  });

  test("tells a lie in words, in Chinese if asked, and that it is over", async () => {
    await watch("--lang", "zh-CN");
    house.policy = '{"answer":"never"}\n';
    const lied = await watch("--lang", "zh-CN");
    expect(lied.code).toBe(1);
    expect(box.newest()).toContain("出示的期限规则不是委员会第 1 号声明写明的那一份");
  });

  test("sends a mail again that nobody took, and keeps the password to itself", async () => {
    box.refusing = true;
    const secret = await run(["watch", url, "--mail-to", "union@example.org", "--state", folder, "--once"], {
      NIUNIU_SMTP_URL: box.url,
    });
    expect(secret.out).toContain("will be sent again");
    box.refusing = false;
    expect((await watch()).out).toContain("Mail sent");
    expect(box.mails).toHaveLength(1);
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
        NIUNIU_SMTP_URL: box.url.replace("//", "//me:geheim@"),
      },
    );
    expect(`${refused.out}${refused.err}`).toContain("could not be sent");
    expect(`${refused.out}${refused.err}${await readFile(join(folder, "b/watch.json"), "utf8")}`).not.toContain(
      "geheim",
    );
  });
});
