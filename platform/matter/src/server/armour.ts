import { toBase64 } from "@niuniu/note";

/** An age file in its text form (C2SP age, "ASCII armor"): lines of 64 characters of base64. */
export function armour(file: Uint8Array): string {
  const lines = toBase64(file).match(/.{1,64}/g) ?? [];
  return ["-----BEGIN AGE ENCRYPTED FILE-----", ...lines, "-----END AGE ENCRYPTED FILE-----", ""].join("\n");
}
