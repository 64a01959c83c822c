import { join } from "node:path";
import { makeFolder, writeDurably } from "../durable.ts";
import type { Evidence } from "../trouble.ts";
import { say, type Language } from "../words.ts";
import type { Shown } from "./finding.ts";

/** What was found out, for the folder that is shown to others. */
export interface Case {
  readonly host: string;
  readonly now: number;
  readonly shown: readonly Shown[];
  /** What belongs to every case: both checkpoints, the key. */
  readonly always: Evidence;
}

/** Writes everything somebody else needs to check a lie into a new folder, words included, and gives its path. */
export async function saveEvidence(folder: string, { host, now, shown, always }: Case, language: Language) {
  const at = new Date(now).toISOString();
  const place = join(folder, "evidence", at.replace(/[:.]/g, "-"));
  await makeFolder(place, 0o700);
  const numbered = shown.flatMap(({ evidence }, number) =>
    Object.entries(evidence).map(([name, data]) => [shown.length > 1 ? `${number + 1}-${name}` : name, data] as const),
  );
  const files = new Map<string, string | Uint8Array>([...Object.entries(always), ...numbered]);
  const lines = [
    say(language, "evidence.title", { host, at }),
    "",
    ...shown.map(({ sentence: { key, values } }, number) => `${number + 1}. ${say(language, key, values)}`),
    "",
    say(language, "evidence.files"),
    ...[...files.keys()].map((name) => `- ${name}`),
    "",
    say(language, "evidence.what-now"),
    say(language, "evidence.how-to-check"),
    "",
  ];
  files.set("README.txt", lines.join("\n"));
  for (const [name, data] of files) await writeDurably(join(place, name), data, 0o600);
  return place;
}
