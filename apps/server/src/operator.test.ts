import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
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

/** A command as somebody types it. */
function operator(...words: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, [OPERATOR, ...words], { env: { LANG: "C" } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += String(text)));
  child.stderr.on("data", (text: Buffer) => (err += String(text)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

describe("whoever runs the server", () => {
  it("reads how the command is used that was asked about, and of all three without one", async () => {
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

  it("reads after putting a backup back what happens next, a step a line", async () => {
    const [made = ""] = (await operator("backup", "--to", `${folder}/again`, "--data", `${folder}/data`)).out
      .split("\n")
      .flatMap((line) => /: (\/\S+)$/.exec(line)?.[1] ?? []);
    const back = await operator("restore", "--from", made, "--data", `${folder}/back`);
    expect(back).toMatchObject({ code: 0 });
    expect(back.out.match(/^ {2}\d\. /gm)).toHaveLength(4);
    expect(Math.max(...back.out.split("\n").map((line) => line.length))).toBeLessThan(140);
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
    // No file may be longer than 1 kB: the same end as on a full disk, for any user. The signal that comes with it is ignored.
    const limited = 'trap "" XFSZ; ulimit -f 2; exec "$@"';
    const words = [OPERATOR, "backup", "--to", `${folder}/full`, "--data", data];
    const child = spawn("/bin/sh", ["-c", limited, "sh", process.execPath, ...words], { env: { LANG: "C" } });
    let err = "";
    child.stderr.on("data", (text: Buffer) => (err += String(text)));
    const code = await new Promise((resolve) => child.once("close", resolve));
    await stop();
    expect(code).toBe(2);
    const lines = err.trim().split("\n");
    expect(lines.at(-1)).toMatch(/^There is no room left on the disk of .*full .*archive\/no-room\)$/);
    // What is being done, and then what is wrong with it.
    expect(lines).toHaveLength(2);
    expect(readdirSync(`${folder}/full`)).toEqual([]);
  });
});
