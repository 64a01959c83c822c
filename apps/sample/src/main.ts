import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { spellCode } from "@niuniu/seal";
import { found, type Founder } from "./founders.ts";
import { makeReport } from "./reporter.ts";

export { found, seats, type Founder } from "./founders.ts";
export { makeReport, planFor, rosterOf, type SampleReport } from "./reporter.ts";
export { Answered, ask, send } from "./client.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** What the sample keeps between starts, in the clear: it is for trying out, and says so. */
interface Kept {
  readonly people: readonly Founder[];
  readonly receipts: readonly string[];
}

const reports = [
  {
    what: "周二的商务晚餐上，他一直要求我喝酒。我说不舒服，他说：“这单还想不想签了？”",
    when: "上周二晚上",
    where: "公司附近的餐厅",
  },
  {
    what: "My manager keeps commenting on how I look, in front of the team. I asked him to stop.",
    language: "en" as const,
  },
];

/** Founds the sample organisation on a server that has just opened with `code`, or reads what an earlier start kept. */
export async function sample(origin: string, data: string, code: string | null): Promise<string> {
  const file = join(data, "sample.json");
  if (code !== null) {
    const people = await found(origin, code, random);
    const receipts: string[] = [];
    for (const said of reports) {
      const { composed } = await makeReport(origin, said, { now: Date.now(), random });
      receipts.push(spellCode(composed.receipt));
    }
    writeFileSync(file, JSON.stringify({ people, receipts } satisfies Kept), { mode: 0o600 });
  }
  return describe(origin, JSON.parse(readFileSync(file, "utf8")) as Kept);
}

function describe(origin: string, { people, receipts }: Kept): string {
  const rows = people.map(
    ({ id, name, role, password, phrase }) =>
      `  ${name} (${id}) · ${role}\n    password  ${password}\n    phrase    ${phrase}`,
  );
  return [
    "",
    "A sample organisation is ready. Its people are invented and their secrets are printed here: never use it for a real report.",
    "",
    `  ${origin}/         who answers, and how long it takes`,
    `  ${origin}/report   make a report`,
    `  ${origin}/return   come back; two sample receipts: ${receipts.join("  and  ")}`,
    `  ${origin}/desk     sign in as one of these, then unlock with the phrase:`,
    "",
    ...rows,
    "",
  ].join("\n");
}

/**
 * Started beside the server as a process of its own: it plays the founders, so it holds keys the server must never reach. Told
 * on standard input where the server is and with which code it opened; nothing is told where it did not open.
 */
if (import.meta.main) {
  const [data = ""] = process.argv.slice(2);
  const [origin = "", code = ""] = (await text(process.stdin)).split("\n");
  if (origin !== "") process.stdout.write(await sample(origin, data, code === "" ? null : code));
}
