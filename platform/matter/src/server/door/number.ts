import type { Random } from "@niuniu/host";
import { sha256, toUtf8 } from "@niuniu/note";

const DIGITS = 30;

/** Thirty digits that name a matter and open nothing. What the database keeps is a hash of them. */
export const pickUpNumber = {
  /** A fresh number, each digit equally likely. */
  make: (random: Random): string => {
    let digits = "";
    while (digits.length < DIGITS) {
      for (const byte of random(DIGITS)) if (byte < 250) digits += String(byte % 10);
    }
    return digits.slice(0, DIGITS);
  },
  /** The number as typed, in any grouping; null if it is none. */
  read: (typed: string): string | null => {
    const digits = typed.replace(/[\s.·-]/g, "");
    return /^\d{30}$/.test(digits) ? digits : null;
  },
  /** In groups of five, as it is shown. */
  grouped: (number: string): string => number.match(/.{1,5}/g)?.join(" ") ?? number,
  /** 16 bytes under which the matter is found. */
  lookup: (number: string): Uint8Array => sha256(toUtf8(`niuniu pick-up v1\n${number}`)).subarray(0, 16),
} as const;
