/**
 * One name everywhere: the folder of a feature is the prefix of its URLs, tables, refusal codes and strings, so that
 * any address, log line, table or translation names the folder it comes from.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** All problems of the features below `root`, as sentences. */
export function problemsOf(root: string): readonly string[] {
  return readdirSync(root).flatMap((name) => [
    ...routes(root, name),
    ...tables(root, name),
    ...codes(root, name),
    ...strings(root, name),
  ]);
}

const files = (folder: string, ending: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(ending) && !path.includes("node_modules"))
        .map((path) => join(folder, path))
    : [];
const matches = (path: string, pattern: RegExp): readonly string[] =>
  [...readFileSync(path, "utf8").matchAll(pattern)].map((match) => match[1] ?? "");

function routes(root: string, name: string): readonly string[] {
  return files(join(root, name, "src"), "routes.ts").flatMap((path) =>
    matches(path, /path:\s*"([^"]+)"/g)
      .filter((url) => url !== `/${name}` && !url.startsWith(`/${name}/`))
      .map((url) => `${path}: the address ${url} does not begin with /${name}/`),
  );
}

function tables(root: string, name: string): readonly string[] {
  return files(join(root, name, "src"), ".sql").flatMap((path) =>
    matches(path, /create\s+(?:unlogged\s+)?(?:table|sequence|view)\s+(?:if\s+not\s+exists\s+)?"?(\w+)/gi)
      .filter((table) => !table.startsWith(`${name}_`))
      .map((table) => `${path}: the table ${table} does not begin with ${name}_`),
  );
}

function codes(root: string, name: string): readonly string[] {
  return files(join(root, name, "src"), ".ts")
    .filter((path) => !path.endsWith(".test.ts"))
    .flatMap((path) =>
      matches(path, /new Refused\(\s*"([^"]+)"/g)
        .filter((code) => !code.startsWith(`${name}/`) && !code.startsWith("host/"))
        .map((code) => `${path}: the refusal ${code} does not begin with ${name}/`),
    );
}

const keysOf = (path: string): readonly string[] => Object.keys(JSON.parse(readFileSync(path, "utf8")) as object);

/** Every string exists in both languages, and carries the feature's name. */
function strings(root: string, name: string): readonly string[] {
  return files(join(root, name, "src", "web"), "en.json").flatMap((path) => {
    const twin = path.replace(/en\.json$/, "zh-CN.json");
    if (!existsSync(twin)) return [`${path}: has no Chinese twin`];
    const english = keysOf(path);
    const chinese = new Set(keysOf(twin));
    return [
      ...english
        .filter((key) => !key.startsWith(`${name}.`))
        .map((key) => `${path}: ${key} does not begin with ${name}.`),
      ...english.filter((key) => !chinese.has(key)).map((key) => `${twin}: ${key} is missing`),
      ...[...chinese].filter((key) => !english.includes(key)).map((key) => `${path}: ${key} is missing`),
    ];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const problems = problemsOf("features");
  process.stdout.write(problems.map((line) => `${line}\n`).join(""));
  process.exitCode = problems.length === 0 ? 0 : 1;
}
