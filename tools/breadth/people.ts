import { publicKey } from "@niuniu/note";

/** Who owes answers in the copy of the house: invented people with keys made of their names. */
export const office = [
  { id: "fang-yu", side: "employees" },
  { id: "gao-lin", side: "outside" },
] as const;

/** The secret key of one of them, 32 bytes. */
export const seedOf = (id: string): Uint8Array => new Uint8Array(32).fill(id.charCodeAt(0));

/** The public key of one of them. */
export const keyOf = (id: string): Uint8Array => publicKey(seedOf(id));
