import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildPages, ROOT } from "./build-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "niuniu-twice-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Every library that `names` and what they stand on need. */
function libraries(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names.filter((one) => !found.has(one))) {
    found.add(name);
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"),
    ) as Manifest;
    libraries(Object.keys(dependencies), found);
  }
  return found;
}

/** A checkout of what the pages are made of, elsewhere: its own files, not links into this one. */
function checkOut(to: string): void {
  const notOurs = /(^|\/)(node_modules|dist)(\/|$)/;
  const settings = readdirSync(ROOT).filter((name) => /^(package|tsconfig.*)\.json$/.test(name));
  for (const part of ["kernel", "platform", "features", "apps/web", ...settings]) {
    cpSync(join(ROOT, part), join(to, part), {
      recursive: true,
      filter: (path) => !notOurs.test(relative(ROOT, path)),
    });
  }
  for (const name of libraries(["@niuniu/web"])) {
    const link = join(to, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    const shelf = ["kernel", "platform", "features", "apps"].find(
      (one) => name.startsWith("@niuniu/") && existsSync(join(to, one, name.slice(8))),
    );
    if (shelf === undefined) cpSync(join(ROOT, "node_modules", name), link, { recursive: true });
    else symlinkSync(join("../..", shelf, name.slice(8)), link);
  }
  // What builds, not what is built.
  symlinkSync(join(ROOT, "node_modules", "vite"), join(to, "node_modules", "vite"));
}

function contents(of: string): ReadonlyMap<string, string> {
  const files = readdirSync(of, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((path) => [relative(of, path), readFileSync(path).toString("base64")]));
}

describe("a release", () => {
  it("is the same to the last byte, wherever and whenever it is built", { timeout: 180_000 }, async () => {
    const [one, other] = [join(folder, "one"), join(folder, "a place/with another name")];
    checkOut(one);
    cpSync(one, other, { recursive: true, verbatimSymlinks: true });
    await buildPages(one, join(folder, "here"));
    await buildPages(other, join(folder, "there"));
    const [here, there] = [contents(join(folder, "here")), contents(join(folder, "there"))];
    expect([...there.keys()]).toEqual([...here.keys()]);
    expect([...here.keys()]).toContain("reporter.html.br");
    expect([...here].filter(([path, bytes]) => there.get(path) !== bytes).map(([path]) => path)).toEqual([]);
  });
});
