import { backup, expire } from "@niuniu/host/archive";
import { features } from "../features.ts";
import { BadArgument, folderAt, readOptions } from "./arguments.ts";
import { SOFTWARE } from "../software.ts";
import { placeOf, progressTo, type Console } from "./console.ts";

const LONGEST = 30;

function daysIn(text: string | undefined): number {
  const days = /^\d{1,2}$/.test(text ?? `${LONGEST}`) ? Number(text ?? LONGEST) : 0;
  if (days < 1 || days > LONGEST) throw new BadArgument("arguments.keep-days");
  return days;
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** `niuniu backup` */
export async function backupCommand(given: readonly string[], to: Console): Promise<number> {
  const options = readOptions(given, ["--to", "--keep-days", "--verbose"]);
  const into = options.get("--to");
  if (into === undefined) throw new BadArgument("arguments.to");
  const days = daysIn(options.get("--keep-days"));
  const now = Date.now();
  const made = await backup({
    ...placeOf(options),
    to: folderAt(into),
    software: SOFTWARE,
    without: features.list.flatMap(({ unkept }) => unkept),
    now,
    progress: progressTo(to, options),
    failed: to.failed,
  });
  const { folder, manifest, bytes } = made;
  const rows = manifest.tables.reduce((total, table) => total + table.rows, 0);
  const [tables, files, entries] = [manifest.tables.length, manifest.files.length, manifest.log.size];
  to.tell("backup.done", { folder, tables, rows, files, size: sizeOf(bytes), entries });
  const gone = await expire(folderAt(into), { origin: manifest.log.origin, days, now });
  if (gone.length > 0) to.tell("backup.expired", { days, names: gone.join(", ") });
  to.tell("backup.expires", { days });
  return 0;
}
