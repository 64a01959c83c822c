type Random = (count: number) => Uint8Array;

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code a person can type: 80 random bits as four groups of Crockford base32. */
export function newSetupCode(random: Random): string {
  const letters = Array.from(random(16), (byte) => CROCKFORD.charAt(byte & 31)).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

/** The one spelling of a typed code: capitals, no hyphens, O as 0, I and L as 1. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll("-", "").replaceAll("O", "0").replace(/[IL]/g, "1");
}
