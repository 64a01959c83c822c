import { toBase64 } from "@niuniu/note";
import { linkSign } from "@niuniu/committee";
import { selfSign } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import { lockKeys, type Keys } from "@niuniu/seal/open";
import type { AcceptRequest } from "../../routes.ts";
import type { JoinLink } from "../join-link.ts";
import { random } from "../random.ts";

/** A new member's keys, of which only the public halves and a sealed file ever leave this browser. */
export interface FreshKeys {
  readonly keys: Keys;
  readonly phrase: readonly string[];
}

/** Makes both seeds and a recovery phrase of eight words. */
export async function makeKeys(): Promise<FreshKeys> {
  const { newPhrase } = await import("@niuniu/seal/words");
  return { keys: { identity: random(32), signing: random(32) }, phrase: newPhrase(random).split(" ") };
}

/**
 * What the server gets: public keys signed for this id, by the link's own key too where a member made the link, and the keys
 * sealed with the phrase. Takes about a second.
 */
export async function acceptance(
  id: string,
  fresh: FreshKeys,
  password: string,
  link: JoinLink["seed"],
): Promise<AcceptRequest> {
  const { identity, signing } = fresh.keys;
  const phraseFile = toBase64(await lockKeys(fresh.keys, fresh.phrase.join(" ")));
  const made = selfSign(id, await recipientOf(identity), signing);
  return { ...made, phraseFile, password, ...(link === null ? {} : { link: linkSign(link, { id, ...made }) }) };
}

/** True if what was typed is that word; case and stray spaces do not matter. */
export const isWord = (typed: string, word: string | undefined): boolean =>
  word !== undefined && typed.trim().toLowerCase() === word;
