import { relative, resolve } from "node:path";
import type { Plugin } from "vite";

type Bundle = Parameters<Extract<NonNullable<Plugin["generateBundle"]>, (...given: never) => unknown>>[1];

const root = resolve(import.meta.dirname, "../..");
/** Files of a folder, by their paths from the root of this checkout. */
export const listed = (folder: string, files: string): readonly string[] =>
  files.split(/\s+/).map((file) => `${folder}/${file}`);

/**
 * All that a page needs before anybody can type, in one file: a second one would be found only after the first has been
 * read, and cost a round trip. Whatever is not named here is not in it; the build breaks where something else gets in.
 */
const FIRST: ReadonlySet<string> = new Set([
  ...listed("apps/web", "reporter.html src/first-parts.ts src/main.tsx src/public-page.tsx"),
  ...listed("features/cases/src", "web/strings/en.json web/strings/zh-CN.json"),
  ...listed("features/cases/src/web", "draft.ts first.tsx foot.tsx later.ts load-return.ts load-words.ts parts.ts"),
  ...listed("features/cases/src/web", "report-page.tsx"),
  ...listed("platform/ui/src", "index.ts strings/en.json strings/zh-CN.json"),
  ...listed(
    "platform/ui/src",
    "call-error.ts coming.tsx composing.ts form.tsx frame.tsx icons.tsx idle.ts language.ts line.ts notice.tsx part-of.ts",
  ),
  ...listed(
    "platform/ui/src",
    "leave-question.ts shell.tsx shelves.ts stepper.tsx text.ts use-copied.ts use-loaded.ts",
  ),
  ...listed("platform/wire/src", "call-error.ts words.ts"),
]);
/** The view library, and styles, which become a file of their own. */
const LENT = /(^|\/)node_modules\/preact\/|\.css$/;

/** A module as it is named in a list: by its path from the root of this checkout. */
export const nameOf = (id: string): string => {
  const path = id.replace(/^\0/, "").replace(/\?.*$/, "");
  return path.startsWith("/") ? relative(root, path) : path;
};

/** Whether a module belongs into the first file. */
export const isFirst = (id: string): boolean => FIRST.has(nameOf(id)) || LENT.test(nameOf(id));

/** What is wrong with the files of this bundle, in sentences; `later`: what is named to come in others than the first. */
function problemsOf(bundle: Bundle, later: readonly string[]): readonly string[] {
  const chunks = Object.values(bundle).flatMap((output) => (output.type === "chunk" ? output.moduleIds : []));
  const anywhere = new Set(chunks.map(nameOf));
  const gone = later
    .filter((name) => !anywhere.has(name))
    .map((name) => `${name} is named to come later, and does not`);
  const first = Object.values(bundle).flatMap((output) => {
    if (output.type !== "chunk" || !output.isEntry) return [];
    const here = new Set(output.moduleIds.map(nameOf));
    return [
      ...output.moduleIds.filter((id) => !isFirst(id)).map((id) => `${nameOf(id)} is in the first file unasked`),
      ...[...FIRST].filter((name) => !here.has(name)).map((name) => `${name} is not in the first file any more`),
      ...output.imports.map((name) => `the first file waits for ${name}`),
    ];
  });
  return [...first, ...gone];
}

/** Breaks a build whose first file holds more than is named here, or less, or waits for another; or that lacks what is named for `later`. */
export function firstOnly(later: readonly string[]): Plugin {
  return {
    name: "niuniu:first-only",
    generateBundle(_options, bundle) {
      const problems = problemsOf(bundle, later);
      if (problems.length > 0) this.error(`apps/web/first.ts: ${problems.join("; ")}`);
    },
  };
}
