import { doctor } from "@niuniu/host/archive";
import type { HealthLine } from "@niuniu/wire";
import { readSettings } from "../config.ts";
import { features } from "../features.ts";
import { readOptions } from "./arguments.ts";
import { SOFTWARE } from "../software.ts";
import { placeOf, type Console } from "./console.ts";

/** `niuniu doctor` */
export async function doctorCommand(given: readonly string[], { language, tell, failed }: Console): Promise<number> {
  const options = readOptions(given, []);
  const { origin, address, port, keepFree = 0 } = readSettings(process.env, process.cwd());
  const lines: HealthLine[] = [];
  const count = await doctor({
    ...placeOf(options),
    house: {
      health: new Map(features.list.flatMap(({ name, health }) => (health === null ? [] : [[name, health] as const]))),
      seen: { now: Date.now(), origin, listens: { address, port }, keepFree, software: SOFTWARE },
      told: (line) => void lines.push(line),
    },
    checkers: features.list.flatMap(({ checks }) => checks),
    failed,
    found: ({ table, key, what }) => tell(`doctor.${what}`, { table, key }),
  });
  if (count === 0) tell("doctor.well");
  else tell("doctor.ill", { count });
  for (const { state, sentence } of lines) tell(`doctor.house.${state}`, { sentence: sentence[language] });
  return count === 0 ? 0 : 1;
}
