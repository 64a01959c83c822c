import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Puts one line behind the last that matches, and an import above all; throws where no line does. */
function withOneLine(path: string, after: RegExp, line: string, imported: string): void {
  const lines = readFileSync(path, "utf8").split("\n");
  const at = lines.findLastIndex((one) => after.test(one));
  if (at < 0) throw new Error(`${path} has no list that names features`);
  const last = lines[at] ?? "";
  const end = last.endsWith(";") ? ";" : "";
  lines.splice(at, 1, last.slice(0, last.length - end.length), `${line}${end}`);
  writeFileSync(path, [imported, ...lines].join("\n"));
}

/** Puts one line at the end of the first list of a file, and an import above all; throws where there is none. */
function withOneEntry(path: string, entry: string, imported: string): void {
  const text = readFileSync(path, "utf8");
  const [found, body = ""] = / = \[([^\]]*)\];/.exec(text) ?? [];
  if (found === undefined) throw new Error(`${path} has no list that names features`);
  const comma = body === "" || /,\s*(\/\/.*\s*)?$/.test(body) ? "" : ",";
  writeFileSync(path, `${imported}\n${text.replace(found, ` = [${body}${comma}\n  ${entry},\n];`)}`);
}

/**
 * Makes in `house` a copy of this checkout that has the toy as a feature: its folder, and one line in each list that names
 * features. Nothing else of a feature's is changed. The employees' area, which is built for nobody yet, is built here behind
 * a sign-in for the test.
 */
export function copyWithToy(house: string): void {
  const modules = join(house, "node_modules");
  mkdirSync(join(modules, "@niuniu"), { recursive: true });
  for (const name of readdirSync("node_modules"))
    if (name !== "@niuniu") symlinkSync(resolve("node_modules", name), join(modules, name));
  const ours = (path: string): boolean => !/\/(node_modules|dist)(\/|$)/.test(path);
  for (const shelf of ["kernel", "platform", "features", "apps", "tools/breadth"])
    cpSync(shelf, join(house, shelf), { recursive: true, filter: ours });
  cpSync("tools/breadth/toy", join(house, "features/toy"), { recursive: true });
  for (const shelf of ["kernel", "platform", "features", "apps"])
    for (const name of readdirSync(join(house, shelf)))
      symlinkSync(join(house, shelf, name), join(modules, "@niuniu", name));
  const list = (file: string): string => join(house, "apps", file);
  withOneLine(
    list("server/src/features.ts"),
    /^ {2}\.and\(|^ {2}\}\)\);?$/,
    `  .and(toy, ({ people: { roster } }) => ({ roster }))`,
    `import { toy } from "@niuniu/toy/server";`,
  );
  withOneEntry(list("web/src/desk-places.ts"), "toy", `import { toy } from "@niuniu/toy/web/desk";`);
  withOneEntry(list("web/src/employee-places.ts"), "toy", `import { toy } from "@niuniu/toy/web/employee";`);
  withOneEntry(list("web/src/front-parts.ts"), "toy", `import { toy } from "@niuniu/toy/web/front";`);
  withOneEntry(list("sample/src/scenes.ts"), "toy", `import { scene as toy } from "@niuniu/toy/sample";`);
  withEmployees(list);
}

/** The page of the employees' area, and where it is served. */
function withEmployees(list: (file: string) => string): void {
  const desk = readFileSync(list("web/desk.html"), "utf8");
  writeFileSync(list("web/employee.html"), desk.replace("/src/desk.tsx", "/src/employee.tsx"));
  writeFileSync(list("web/src/employee.tsx"), `import "../../../tools/breadth/employee.tsx";\n`);
  const pages = readFileSync(list("server/src/pages.ts"), "utf8");
  writeFileSync(
    list("server/src/pages.ts"),
    pages.replace(`"desk.html":`, `"employee.html": ["/home"],\n  "desk.html":`),
  );
}
