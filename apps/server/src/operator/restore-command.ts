import { shownByWitnesses } from "@niuniu/ledger/server";
import { recover, restore, type Way, type WentOn } from "@niuniu/host/archive";
import { BadArgument, folderAt, readOptions, type Options } from "./arguments.ts";
import { placeOf, progressTo, type Console } from "./console.ts";
import { features } from "../features.ts";

function wayIn(options: Options, { tell }: Console): Way | null {
  const mirror = options.get("--mirror");
  const ways = ["--mirror", "--new-log", "--nothing-lost"].filter((way) => options.has(way));
  if (ways.length > 1) throw new BadArgument("arguments.one-way");
  if (mirror !== undefined) return { mirror: /^https?:\/\//.test(mirror) ? mirror : folderAt(mirror) };
  if (options.has("--nothing-lost")) return { nothingLost: true };
  if (!options.has("--new-log")) return null;
  const silent = (name: string): void => tell("restore.witness-silent", { name });
  return { newLog: true, shownBy: (known) => shownByWitnesses(known, silent) };
}

function tellWay(wentOn: WentOn, { tell }: Console): void {
  if (wentOn.kind === "anew") {
    const { origin, before } = wentOn;
    tell("restore.anew", { origin, size: before.size });
    if (before.kept < before.size) tell("restore.anew-lost", { ...before, lost: before.size - before.kept });
    tell("restore.anew-next");
    return;
  }
  if (wentOn.kind === "as-is") {
    tell("restore.on-your-word");
    return;
  }
  const { from, count, lost } = wentOn;
  if (count === 0) tell("restore.nothing-lost");
  else tell("restore.continued", { from, to: from + count - 1, count });
  if (lost.length > 0) tell("restore.lost-texts", { indexes: lost.join(", ") });
}

/** `niuniu restore` */
export async function restoreCommand(given: readonly string[], to: Console): Promise<number> {
  const options = readOptions(given, ["--from", "--replace", "--mirror", "--new-log", "--nothing-lost", "--verbose"]);
  const [from, way] = [options.get("--from"), wayIn(options, to)];
  const migrations = features.list;
  const ports = { ...placeOf(options), migrations, now: Date.now(), failed: to.failed };
  if (from === undefined) {
    if (way === null || options.has("--replace")) throw new BadArgument("arguments.restore");
    tellWay((await recover({ ...ports, way })).wentOn, to);
    return 0;
  }
  const done = await restore({
    ...ports,
    from: folderAt(from),
    replace: options.has("--replace"),
    way,
    progress: progressTo(to, options),
  });
  const { manifest, aside, buried, wentOn } = done;
  const { made, log } = manifest;
  to.tell("restore.done", { made, entries: log.size });
  if (aside !== null) to.tell("restore.aside", { aside });
  if (buried > 0) to.tell("restore.buried", { buried });
  to.tell("restore.since");
  if (wentOn === null) to.tell("restore.may-be-behind");
  else tellWay(wentOn, to);
  return 0;
}
