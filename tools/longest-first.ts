/** The order in which test files are begun, so that no long one is still at it when the other worker has nothing left. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { ROOT } from "./build-pages.ts";

/** Seconds by file. */
type Times = Readonly<Record<string, number>>;

/** What the last runs on this machine took, each file by itself; never in the repository. */
const LAST = join(ROOT, ".cache", "test-times.json");
/** The files that take long, for a machine on which nothing has run yet: `node tools/longest-first.ts` writes them down anew. */
const KEPT = join(ROOT, "tools", "test-times.json");
const LONG = 4;

const read = (file: string): Times => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Times) : {});

const written = (file: string, times: Times): void =>
  writeFileSync(
    file,
    `${JSON.stringify(Object.fromEntries(Object.entries(times).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`,
  );

/** Vitest's report of a run, as far as it says how long files took. */
export interface TimedReport {
  readonly testResults: readonly { readonly name: string; readonly startTime: number; readonly endTime: number }[];
}

/** Remembers what the files of this run took. */
export function remember({ testResults }: TimedReport): void {
  const taken = testResults.map(({ name, startTime, endTime }) => [
    relative(ROOT, name),
    Math.round((endTime - startTime) / 100) / 10,
  ]);
  written(LAST, { ...read(LAST), ...(Object.fromEntries(taken) as Times) });
}

/** Longest first, within what runs together; what nobody has timed yet is taken for short. */
export class LongestFirst extends BaseSequencer {
  override sort(files: readonly TestSpecification[]): Promise<TestSpecification[]> {
    const times = { ...read(KEPT), ...read(LAST) };
    const taking = ({ moduleId }: TestSpecification): number => times[relative(ROOT, moduleId)] ?? 0;
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    return Promise.resolve(files.toSorted((a, b) => group(a) - group(b) || taking(b) - taking(a)));
  }
}

if (import.meta.main) {
  const kept = Object.entries(read(LAST)).filter(([file, seconds]) => seconds >= LONG && existsSync(join(ROOT, file)));
  written(KEPT, Object.fromEntries(kept));
}
