import { doctor } from "@niuniu/host/archive";
import { features } from "../features.ts";
import { readOptions } from "./arguments.ts";
import { placeOf, type Console } from "./console.ts";

/** `niuniu doctor` */
export async function doctorCommand(given: readonly string[], { tell, failed }: Console): Promise<number> {
  const options = readOptions(given, []);
  const count = await doctor({
    ...placeOf(options),
    checkers: features.list.flatMap(({ checks }) => checks),
    failed,
    found: ({ table, key, what }) => tell(`doctor.${what}`, { table, key }),
  });
  if (count === 0) tell("doctor.well");
  else tell("doctor.ill", { count });
  return count === 0 ? 0 : 1;
}
