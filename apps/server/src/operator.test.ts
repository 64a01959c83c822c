import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { start } from "./main.ts";

const OPERATOR = fileURLToPath(new URL("./operator.ts", import.meta.url));
const folder = mkdtempSync("/tmp/niuniu-operator-");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** No file may be longer than 1 kB: the same end as on a full disk, for any user. The signal that comes with it is ignored. */
const LIMITED = ["/bin/sh", "-c", 'trap "" XFSZ; ulimit -f 2; exec "$@"', "sh"];

/** A folder that cannot be written: root may write wherever there are files, so it gets one where there are none to make. */
const denied = process.getuid?.() === 0 ? "/sys/kernel/niuniu" : `${folder}/denied/niuniu`;
mkdirSync(`${folder}/denied`, { mode: 0o500 });

/** Read from the environment of a run, so that each start of the same program is not compiled anew. */
const COMPILED = { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? "" };

/** A command as somebody types it. */
const operator = (...words: readonly string[]): Promise<Said> => typed([process.execPath, OPERATOR, ...words]);
const withoutRoom = (...words: readonly string[]): Promise<Said> =>
  typed([...LIMITED, process.execPath, OPERATOR, ...words]);

function typed([program = "", ...words]: readonly string[], environment: Record<string, string> = {}): Promise<Said> {
  const child = spawn(program, words, { env: { LANG: "C", ...COMPILED, ...environment } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += String(text)));
  child.stderr.on("data", (text: Buffer) => (err += String(text)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

describe("whoever runs the server", () => {
  it("reads how the command is used that was asked about, and of all four without one", async () => {
    const doctor = await operator("doctor", "--help");
    expect(doctor).toMatchObject({ code: 0, out: expect.stringMatching(/^niuniu doctor\n/) as string });
    expect(doctor.out).not.toMatch(/niuniu (backup|restore)/);
    const { out } = await operator("--help", "--lang", "zh-CN");
    expect(out.match(/^niuniu \w+/gm)).toEqual(expect.arrayContaining(["niuniu backup", "niuniu doctor"]));
  });

  it("reads one line about what was backed up, and every table only when asked", async () => {
    const data = `${folder}/data`;
    const { stop } = await start({
      data,
      port: 0,
      origin: "http://localhost",
      address: "localhost",
      databaseUrl: null,
    });
    await stop();
    const short = await operator("backup", "--to", `${folder}/short`, "--data", data);
    expect(short.code).toBe(0);
    expect(short.err.split("\n")).toHaveLength(3);
    expect(short.out).toMatch(/^\d+ tables, \d+ rows, \d+ files, \d+ kB; the record had \d+ entries\.$/m);
    const long = await operator("backup", "--to", `${folder}/long`, "--data", data, "--verbose");
    expect(long.err).toMatch(/^record_entry: \d+ rows$/m);
  });

  it("reads from the doctor how the house is, each line with what to do, and that nothing of it makes what is stored wrong", async () => {
    const { code, out } = await operator("doctor", "--data", `${folder}/data`);
    expect(code).toBe(0);
    expect(out).toMatch(/^well: The newest backup was made on /m);
    expect(out).toMatch(/^soon: The line is not open: .*\/setup/m);
    expect(out).toMatch(/^soon: The server is not running/m);
    const chinese = await operator("doctor", "--data", `${folder}/data`, "--lang", "zh-CN");
    expect(chinese.out).toMatch(/^正常：最近一次备份在 \d{4}年/m);
  });

  it("reads after putting a backup back what happens next, a step a line", async () => {
    const [made = ""] = (await operator("backup", "--to", `${folder}/again`, "--data", `${folder}/data`)).out
      .split("\n")
      .flatMap((line) => /: (\/\S+)$/.exec(line)?.[1] ?? []);
    const back = await operator("restore", "--from", made, "--data", `${folder}/back`);
    expect(back).toMatchObject({ code: 0 });
    expect(back.out.match(/^ {2}\d\. /gm)).toHaveLength(4);
    expect(Math.max(...back.out.split("\n").map((line) => line.length))).toBeLessThan(140);
  });

  it("reads the days off and the weekend days worked as they may be written, and what the signed calendar says otherwise", async () => {
    const data = `${folder}/tables`;
    mkdirSync(data);
    const ask = (...words: readonly string[]): Promise<Said> => operator("calendar", "--data", data, ...words);
    const china = await ask("--year", "2026");
    expect(china).toMatchObject({ code: 0, err: "" });
    expect(china.out).toMatch(/^CN 2026\noff {2}01-01\.\.01-03 +# Thu–Sat\nwork 01-04 +# Sun\n/m);
    expect(china.out).toContain("No calendar is signed here yet.");
    expect((await ask("--year", "2031", "--zone", "Europe/Berlin")).out).toContain("DE 2031: there is no table.");
    // What it prints is what it takes.
    const [table = ""] = /^CN 2026\n(?:(?:off|work).*\n)+/m.exec(china.out) ?? [];
    writeFileSync(`${data}/holidays.txt`, table);
    const own = await ask("--year", "2026", "--lang", "zh-CN");
    expect(own.out).toContain("# 来自你自己的 holidays.txt：放假 33 天，周末上班 6 天。");
    writeFileSync(`${data}/holidays.txt`, `${table}off 10-10\n`);
    const line = table.split("\n").length;
    const wrong = `holidays.txt, line ${line}: 2026-10-10 is off and worked.\n`;
    expect(await ask()).toEqual({ code: 2, out: "", err: wrong });
    expect((await ask("--year", "next")).err).toBe("--year takes a year, such as 2027.\n");
    const [elsewhere, nowhere] = [await ask("--country", "Bavaria"), await ask("--zone", "Bavaria")];
    expect([elsewhere.err, nowhere.err]).toEqual([
      expect.stringMatching(/^--country is "Bavaria"/),
      expect.stringMatching(/^--zone is "Bavaria"/),
    ]);
  });

  it("reads in one line that there is no room for a backup, and nothing of it is left", async () => {
    const data = `${folder}/data`;
    const { stop } = await start({
      data,
      port: 0,
      origin: "http://localhost",
      address: "localhost",
      databaseUrl: null,
    });
    const { code, err } = await withoutRoom("backup", "--to", `${folder}/full`, "--data", data);
    await stop();
    expect(code).toBe(2);
    const lines = err.trim().split("\n");
    expect(lines.at(-1)).toMatch(/^There is no room left on the disk of .*full .*archive\/no-room\)$/);
    // What is being done, and then what is wrong with it.
    expect(lines).toHaveLength(2);
    expect(readdirSync(`${folder}/full`)).toEqual([]);
  });

  it("reads in one line that there is no room to put a backup back, and the folder is as it was", async () => {
    const [kept = ""] = readdirSync(`${folder}/short`);
    const words = ["restore", "--from", `${folder}/short/${kept}`, "--data", `${folder}/back-full`];
    const full = await withoutRoom(...words);
    expect(full.code).toBe(2);
    expect(full.err.trim().split("\n").at(-1)).toMatch(/^There is no room .*back-full .*archive\/no-room\)$/);
    expect(full.err.trim().split("\n").length).toBeLessThanOrEqual(2);
    expect(readdirSync(`${folder}/back-full`)).toEqual(["lock"]);
    expect(await operator(...words)).toMatchObject({ code: 0 });
    // What was there comes back from where it was moved to.
    const over = await withoutRoom(...words, "--replace");
    expect([over.code, over.err]).toEqual([2, expect.stringContaining("archive/no-room")]);
    expect(readdirSync(`${folder}/back-full`).some((name) => /^(replaced-|restoring)/.test(name))).toBe(false);
    expect(await operator("doctor", "--data", `${folder}/back-full`)).toMatchObject({ code: 0 });
  });

  it("reads in one line that the doctor's PostgreSQL finds no room, and that is no finding", async () => {
    const { code, err } = await withoutRoom("doctor", "--data", `${folder}/data`);
    expect([code, err]).toEqual([2, expect.stringMatching(/^There is no room .*\(archive\/no-room\)\n$/)]);
    expect(await operator("doctor", "--data", `${folder}/data`)).toMatchObject({ code: 0 });
  });

  it("reads in one line that a folder may not be written", async () => {
    const [kept = ""] = readdirSync(`${folder}/short`);
    const line = `You may not write in ${denied}. Nothing half done was kept.`;
    const backup = await operator("backup", "--to", denied, "--data", `${folder}/data`);
    const restore = await operator("restore", "--from", `${folder}/short/${kept}`, "--data", denied);
    for (const { code, out, err } of [backup, restore]) {
      const said = err.split("\n").filter((text) => !["", "copying tables and files …"].includes(text));
      expect([code, out, said]).toEqual([2, "", [expect.stringContaining(line)]]);
    }
  });
});

describe("whoever starts the server", () => {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));

  it("reads in one line that there is no room for its data, and nothing half done is left there", async () => {
    const data = `${folder}/started`;
    const environment = { NIUNIU_DATA: data, NIUNIU_PORT: "0" };
    const { code, err } = await typed([...LIMITED, process.execPath, main], environment);
    expect([code, err]).toEqual([1, expect.stringMatching(/^There is no room .*started .*\(host\/disk-full\)\n$/)]);
    expect(readdirSync(data)).toEqual(["lock"]);
  });

  it("reads in one line that its data folder may not be written", async () => {
    const { code, err } = await typed([process.execPath, main], { NIUNIU_DATA: denied, NIUNIU_PORT: "0" });
    expect([code, err]).toEqual([1, expect.stringMatching(/^NIUNIU_DATA is .*\(host\/bad-setting\)\n$/)]);
  });

  it("reads in one line which line of their own holidays is wrong", async () => {
    const data = `${folder}/started-wrong`;
    mkdirSync(data);
    writeFileSync(`${data}/holidays.txt`, "CN 2027\n\nwork 01-11\n");
    const { code, err } = await typed([process.execPath, main], { NIUNIU_DATA: data, NIUNIU_PORT: "0" });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^holidays\.txt .*line 1: 2027-01-11 .*\(host\/bad-setting\)\n$/),
    ]);
  });
});
