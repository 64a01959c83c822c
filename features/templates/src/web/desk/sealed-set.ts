import { fromBase64, sha256, toHex } from "@niuniu/note";
import { activeMembers } from "@niuniu/roster";
import { sealEnvelope } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import { readSet, type ReadSet } from "../../templates.ts";
import type { Desk } from "./desk.ts";

/** What a server gave as the committee's templates. */
export type Given =
  | { readonly is: "none" }
  /** Sealed to others, or damaged. */
  | { readonly is: "shut" }
  /** It opens, and nobody of this committee signed what is inside. */
  | { readonly is: "unsigned" }
  | {
      readonly is: "set";
      readonly set: ReadSet;
      /** Whom it is sealed to, by the word of whoever sealed it. */
      readonly readers: string;
      /** The number of the newest statement they knew, by the same word. */
      readonly statement: number;
    };

const readersNow = (desk: Desk): readonly Uint8Array[] =>
  activeMembers(desk.roster, desk.clock()).map(({ recipient }) => fromBase64(recipient));
const namesOf = (readers: readonly Uint8Array[]): readonly string[] =>
  readers.map((one) => toHex(sha256(one))).toSorted();

/** Seals a signed set to everybody in office, with whom it is sealed to beside it (templates.md §3). Throws SealError. */
export async function sealSet(
  desk: Desk,
  note: string,
): Promise<{ readonly file: Uint8Array; readonly readers: string }> {
  const recipients = readersNow(desk);
  const readers = namesOf(recipients);
  const statement = desk.roster.newest.number;
  const file = await sealEnvelope(recipients, { niuniu: "sealed templates v1", note, statement, readers });
  return { file, readers: readers.join() };
}

/** Opens and checks what a server gave. Trusts nothing of it and never throws for it. */
export async function openSet(desk: Desk, file: Uint8Array | undefined): Promise<Given> {
  if (file === undefined) return { is: "shut" };
  const opened = await openEnvelope(desk.keys.identity, file).catch(() => null);
  if (opened === null) return { is: "shut" };
  const { niuniu, note, statement, readers } = (opened.header ?? {}) as Readonly<Record<string, unknown>>;
  const set =
    niuniu === "sealed templates v1" && typeof note === "string" ? readSet(note, desk.roster, desk.clock()) : null;
  if (set === null) return { is: "unsigned" };
  const sealedUnder = typeof statement === "number" ? statement : 0;
  return { is: "set", set, readers: Array.isArray(readers) ? readers.join() : "", statement: sealedUnder };
}

/** Whether it is sealed to everybody in office, and to nobody else. */
export const isForAll = (desk: Desk, readers: string): boolean => readers === namesOf(readersNow(desk)).join();
