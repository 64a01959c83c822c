import { fromBase64, toBase64 } from "@niuniu/note";

const [BEGIN, END] = ["-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"];

/** An age file in its text form (C2SP age, "ASCII armor"): lines of 64 characters of base64. */
export function armour(file: Uint8Array): string {
  const lines = toBase64(file).match(/.{1,64}/g) ?? [];
  return [BEGIN, ...lines, END, ""].join("\n");
}

/** The same file in its binary form, whichever of the two it came in (`age -a` writes text); what is neither stays as it is. */
export function unarmoured(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString("latin1").trim();
  if (!text.startsWith(BEGIN) || !text.endsWith(END)) return file;
  try {
    return fromBase64(text.slice(BEGIN.length, -END.length).replaceAll(/\s/g, ""));
  } catch {
    return file;
  }
}
