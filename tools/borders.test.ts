import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execFileSync } from "node:child_process";
import { ESLint, Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/**
 * Every border of the house, broken on purpose in a small copy of it: a rule that no longer fails is no rule.
 * Each break is one file with one forbidden import.
 */
const breaks: readonly (readonly [rule: string, file: string, source: string])[] = [
  [
    "server-is-blind",
    "features/cases/src/server/peek.ts",
    `import { open } from "@niuniu/seal/open"; export const a = open;`,
  ],
  [
    "server-is-blind",
    "features/cases/src/server/peek-type.ts",
    `import type { Opened } from "@niuniu/seal/open"; export type A = Opened;`,
  ],
  ["server-is-blind", "features/cases/src/server/peek-later.ts", `export const a = () => import("@niuniu/seal/open");`],
  [
    "server-is-blind",
    "platform/host/src/peek-around.ts",
    `import { through } from "@niuniu/people"; export const a = through;`,
  ],
  [
    "crypto-in-kernel-only",
    "features/cases/src/server/own-crypto.ts",
    `import { sha256 } from "@noble/hashes/sha2.js"; export const a = sha256;`,
  ],
  [
    "crypto-in-kernel-only",
    "features/cases/src/web/own-tokens.ts",
    `import { suite } from "@cloudflare/blindrsa-ts"; export const a = suite;`,
  ],
  [
    "crypto-in-kernel-only",
    "platform/host/src/own-tokens.ts",
    `import { blind } from "blindrsa"; export const a = blind;`,
  ],
  [
    "voice-is-nameless",
    "features/proposals/src/server/token-with-session.ts",
    `import type { Token } from "@niuniu/voice"; import { session } from "@niuniu/host/sign-in"; export const a: [Token, number] = [1, session];`,
  ],
  [
    "voice-is-nameless",
    "features/proposals/src/server/token-around.ts",
    `import { token } from "@niuniu/voice"; import { around } from "@niuniu/host/around"; export const a = [token, around];`,
  ],
  [
    "voice-is-nameless",
    "features/directory/src/server/with-token.ts",
    `import { token } from "@niuniu/voice"; import { people } from "./people.ts"; export const a = [token, people];`,
  ],
  [
    "imports-go-down/kernel",
    "kernel/owe/src/sideways.ts",
    `import { seal } from "@niuniu/seal"; export const a = seal;`,
  ],
  [
    "imports-go-down/kernel",
    "kernel/roster/src/upward.ts",
    `import { unableOn } from "@niuniu/committee"; export const a = unableOn;`,
  ],
  [
    "imports-go-down/committee",
    "kernel/committee/src/sideways.ts",
    `import { seal } from "@niuniu/seal"; export const a = seal;`,
  ],
  [
    "imports-go-down/platform",
    "platform/host/src/upward.ts",
    `import { words } from "@niuniu/cases"; export const a = words;`,
  ],
  ["within-platform", "platform/trust/src/with-page.ts", `import { kit } from "@niuniu/ui"; export const a = kit;`],
  [
    "within-platform",
    "platform/ui/src/with-trust.ts",
    `import type { Trust } from "@niuniu/trust"; export type A = Trust;`,
  ],
  [
    "within-platform",
    "platform/host/src/with-trust.ts",
    `import { trust } from "@niuniu/trust"; export const a = trust;`,
  ],
  ["trust-is-pure", "platform/trust/src/with-view.ts", `import { h } from "preact"; export const a = h;`],
  [
    "imports-go-down/features",
    "features/cases/src/upward.ts",
    `import { app } from "@niuniu/server"; export const a = app;`,
  ],
  [
    "faces-apart/root",
    "features/cases/src/rule-with-host.ts",
    `import { host } from "@niuniu/host"; export const a = host;`,
  ],
  [
    "faces-apart/root",
    "platform/matter/src/rule-with-host.ts",
    `import { host } from "@niuniu/host"; export const a = host;`,
  ],
  [
    "server-is-blind",
    "platform/matter/src/server/peek.ts",
    `import { open } from "@niuniu/seal/open"; export const a = open;`,
  ],
  [
    "faces-apart/server",
    "platform/matter/src/server/with-web.ts",
    `import { shown } from "../web/shown.ts"; export const a = shown;`,
  ],
  [
    "faces-apart/web",
    "platform/matter/src/web/with-server.ts",
    `import { held } from "../server/held.ts"; export const a = held;`,
  ],
  [
    "faces-apart/root",
    "features/cases/src/rule-with-trust.ts",
    `import { trust } from "@niuniu/trust"; export const a = trust;`,
  ],
  [
    "faces-apart/server",
    "features/cases/src/server/with-trust.ts",
    `import { trust } from "@niuniu/trust"; export const a = trust;`,
  ],
  [
    "faces-apart/server",
    "features/cases/src/server/with-web.ts",
    `import { page } from "../web/page.ts"; export const a = page;`,
  ],
  [
    "faces-apart/web",
    "features/cases/src/web/with-server.ts",
    `import { store } from "../server/store.ts"; export const a = store;`,
  ],
  [
    "faces-apart/web",
    "platform/trust/src/with-server.ts",
    `import { store } from "@niuniu/cases/server"; export const a = store;`,
  ],
  [
    "features-meet-by-name-only",
    "features/people/src/server/reach.ts",
    `import { store } from "@niuniu/cases/server"; export const a = store;`,
  ],
  [
    "features-meet-by-name-only",
    "features/people/src/sample/reach.ts",
    `import { scene } from "@niuniu/cases/sample"; export const a = scene;`,
  ],
  ...["features/cases/src/server/play.ts", "features/cases/src/web/play.ts", "features/cases/src/play.ts"].map(
    (file) =>
      ["faces-apart/sample", file, `import { scene } from "@niuniu/cases/sample"; export const a = scene;`] as const,
  ),
  ...["platform/matter/src/server/play.ts", "platform/matter/src/web/play.ts", "features/cases/src/server/act.ts"].map(
    (file) =>
      ["faces-apart/sample", file, `import { played } from "@niuniu/matter/sample"; export const a = played;`] as const,
  ),
  [
    "front-door-only",
    "features/people/src/server/side-door.ts",
    `import { seal } from "../../../../kernel/seal/src/index.ts"; export const a = seal;`,
  ],
  ["verifier-is-small", "apps/cli/src/fat.ts", `import { host } from "@niuniu/host"; export const a = host;`],
  ["no-cycles", "kernel/owe/src/about.ts", `import { a } from "./round.ts"; export const b = a;`],
];

const sound: Readonly<Record<string, string>> = {
  "kernel/seal/src/index.ts": `export const seal = 1;`,
  "kernel/seal/src/open.ts": `export const open = 1; export type Opened = 1;`,
  "kernel/voice/src/index.ts": `export const token = 1; export type Token = 1;`,
  "kernel/committee/src/index.ts": `export const unableOn = 1;`,
  "kernel/owe/src/round.ts": `import { b } from "./about.ts"; export const a = b;`,
  "platform/host/src/index.ts": `export const host = 1;`,
  "platform/host/src/around.ts": `export { session as around } from "./sign-in/index.ts";`,
  "platform/host/src/sign-in/index.ts": `export const session = 1;`,
  "platform/matter/src/server/held.ts": `export const held = 1;`,
  "platform/matter/src/web/shown.ts": `export const shown = 1;`,
  "platform/matter/src/sample/index.ts": `import { open } from "@niuniu/seal/open"; export const played = open;`,
  "platform/trust/src/index.ts": `export const trust = 1; export type Trust = 1;`,
  "platform/ui/src/index.ts": `export const kit = 1;`,
  "features/directory/src/server/people.ts": `export const people = 1;`,
  "features/proposals/src/server/token-alone.ts": `import { token } from "@niuniu/voice"; import { host } from "@niuniu/host"; export const a = [token, host];`,
  "features/people/src/index.ts": `export { open as through } from "@niuniu/seal/open";`,
  "features/cases/src/index.ts": `import { seal } from "@niuniu/seal"; export const words = seal;`,
  "features/cases/src/sample/index.ts": `import { played } from "@niuniu/matter/sample"; export const scene = played;`,
  "features/cases/src/server/store.ts": `import { host } from "@niuniu/host"; export const store = host;`,
  "features/cases/src/web/page.ts": `import { open } from "@niuniu/seal/open"; export const page = open;`,
  "apps/server/src/main.ts": `import { store } from "@niuniu/cases/server"; export const app = store;`,
};

const packages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "kernel/seal": { ".": "./src/index.ts", "./open": "./src/open.ts" },
  "kernel/committee": { ".": "./src/index.ts" },
  "kernel/voice": { ".": "./src/index.ts" },
  "platform/host": {
    ".": "./src/index.ts",
    "./around": "./src/around.ts",
    "./sign-in": "./src/sign-in/index.ts",
  },
  "platform/matter": { "./sample": "./src/sample/index.ts" },
  "platform/trust": { ".": "./src/index.ts" },
  "platform/ui": { ".": "./src/index.ts" },
  "features/people": { ".": "./src/index.ts" },
  "features/cases": { ".": "./src/index.ts", "./server": "./src/server/store.ts", "./sample": "./src/sample/index.ts" },
  "apps/server": { ".": "./src/main.ts" },
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

const house = mkdtempSync(join(tmpdir(), "borders-"));
let violations: readonly Violation[] = [];

function put(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}

beforeAll(() => {
  for (const [path, text] of Object.entries(sound)) put(path, text);
  for (const [, path, text] of breaks) put(path, text);
  mkdirSync(join(house, "node_modules", "@niuniu"), { recursive: true });
  for (const [folder, exports] of Object.entries(packages)) {
    const name = `@niuniu/${folder.split("/").at(-1) ?? ""}`;
    put(`${folder}/package.json`, JSON.stringify({ name, type: "module", exports }));
    symlinkSync(join(house, folder), join(house, "node_modules", name));
  }
  symlinkSync(resolve("node_modules/@noble"), join(house, "node_modules", "@noble"));
  for (const name of ["@cloudflare/blindrsa-ts", "blindrsa"]) {
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, type: "module", exports: "./index.js" }));
    put(`node_modules/${name}/index.js`, "export const suite = 1, blind = 1;");
  }
  symlinkSync(resolve("node_modules/preact"), join(house, "node_modules", "preact"));
  symlinkSync(resolve("node_modules/typescript"), join(house, "node_modules", "typescript"));
  put(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { module: "nodenext", allowImportingTsExtensions: true, noEmit: true } }),
  );
  put(
    "package.json",
    JSON.stringify({ name: "house", type: "module", workspaces: ["kernel/*", "platform/*", "features/*", "apps/*"] }),
  );
  const cruiser = resolve("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [
    cruiser,
    "--config",
    resolve(".dependency-cruiser.mjs"),
    "--output-type",
    "json",
    "kernel",
    "platform",
    "features",
    "apps",
  ];
  let json: string;
  try {
    json = execFileSync(process.execPath, args, {
      cwd: house,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1e8,
    });
  } catch (error) {
    json = (error as { stdout: string }).stdout;
  }
  violations = (JSON.parse(json) as { summary: { violations: readonly Violation[] } }).summary.violations;
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

describe("the borders of the house", () => {
  test.each(breaks)("%s is noticed in %s", (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  test("sound files break nothing", () => {
    const broken = new Set(breaks.map(([, file]) => file));
    expect(violations.filter(({ from }) => !broken.has(from))).toEqual([]);
  });
});

/** What the kernel and the rules of a feature decide is decided again by whoever reads it, in any browser and years later. */
describe("what decides", () => {
  test.each([
    ["asks nothing that each device answers by tables of its own", `export const a = new Intl.DateTimeFormat("en");`],
    ["writes no date in the words of a device", `export const a = (day) => day.toLocaleDateString();`],
    ["sorts by no language of a device", `export const a = (one, other) => one.localeCompare(other);`],
    ["asks no clock", `export const a = () => Date.now();`],
    ["throws no dice", `export const a = () => Math.random();`],
  ])("%s", async (_title, source) => {
    for (const file of ["kernel/owe/src/calendar.ts", "platform/matter/src/tick.ts", "features/cases/src/decide.ts"]) {
      expect(await refusedIn(file, source), file).toHaveLength(1);
    }
    expect(await refusedIn("platform/host/src/rules/zones.ts", source)).toEqual([]);
  });
});

/** What the rules for a file say of a source that needs no types. */
async function refusedIn(file: string, source: string): Promise<readonly string[]> {
  const config = (await new ESLint({ cwd: resolve(".") }).calculateConfigForFile(file)) as Linter.Config;
  const rules = Object.entries(config.rules ?? {}).filter(([name]) => name.startsWith("no-restricted-"));
  return new Linter().verify(source, [{ rules: Object.fromEntries(rules) }]).map(({ message }) => message);
}
