import { assertHybrid, SealError } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";

/** Refuses, with this code, what is not an age file for hybrid recipients alone, from `least` to `most` of them. */
export function requireHybrid(
  file: Uint8Array,
  { least, most }: { readonly least: number; readonly most: number },
  code: string,
): void {
  try {
    assertHybrid(file, least, most);
  } catch (error) {
    if (error instanceof SealError) throw new Refused(code);
    throw error;
  }
}
