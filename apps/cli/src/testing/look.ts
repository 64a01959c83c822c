import { publicKey } from "@niuniu/note";
import { cosign, writeTombstone, writeWitness } from "@niuniu/record";
import { countedRandom } from "@niuniu/roster/testing";
import type { Outcome } from "../verify/task.ts";
import type { House } from "./house.ts";

const union = { name: "union.example/witness", seed: countedRandom("union")(32) };
/** How a committee names the union as its witness. */
export const WITNESSES = [
  writeWitness({ name: union.name, key: publicKey(union.seed), url: "https://union.example/witness" }),
];
export const DAY = 86_400_000;

/** The union's line for a checkpoint, dated so many seconds from now. */
export const unionSigns = (note: string, ahead = 0): string =>
  cosign(note, union, Math.floor(Date.now() / 1_000) + ahead);

/** A house that the union witnesses, before it is founded. */
export function watched(house: House): House {
  house.cosign = (note) => [unionSigns(note)];
  return house;
}

/** What was found that does not simply hold. */
export const not = ({ findings }: Outcome): readonly string[] =>
  findings.filter(({ state }) => state !== "holds").map(({ sentence }) => sentence.key);

/** Takes a text away by the signed word of a member; gives the note, which is still to be published. */
export function takeAway(house: House, index: number): string {
  const date = new Date().toISOString().slice(0, 10);
  const stone = { origin: house.origin, index, ground: "A court order", by: "wen-jing", date };
  const seed = house.roster?.seeds.get("wen-jing") ?? new Uint8Array(32);
  const note = writeTombstone(stone, { name: "wen-jing", seed });
  const shown = house.texts.find((text) => text.index === index);
  if (shown !== undefined) [shown.text, shown.tombstone] = [null, note];
  return note;
}

/** Takes a text away and publishes that. */
export async function bury(house: House, index: number): Promise<void> {
  await house.publish("tombstone", takeAway(house, index));
}
