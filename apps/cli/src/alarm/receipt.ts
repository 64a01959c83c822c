import { fromBase64, NoteError, orNull, readVerifier, toHex } from "@niuniu/note";
import { chain, checkEvent, openPromise, RecordError } from "@niuniu/record";
import { CannotCheck } from "../trouble.ts";
import { fieldsOf, listOf, parseFields, type Fields } from "../verify/json.ts";
import { verifySignature } from "../verify/signature.ts";

interface Link {
  readonly event: string;
  readonly salt: Uint8Array;
}

const linkOf = (value: unknown): Link | null => {
  const { text, salt } = fieldsOf(value) ?? {};
  return typeof text === "string" && typeof salt === "string" ? { event: text, salt: fromBase64(salt) } : null;
};

/**
 * Whether a thread, as a host shows it, begins with exactly this alarm, and whether the log of this key has promised, or proven, that it is in the record:
 * with that in hand nobody can say later that it was not raised. CannotCheck where it does not.
 */
export function checkShown(thread: Fields, alarm: string, log: string): "promised" | "proven" {
  const failed = (): never => {
    throw new CannotCheck("alarm.not-shown");
  };
  const found = orNull(() => (listOf(thread["entries"]) ?? []).map(linkOf), NoteError);
  const links = found?.flatMap((link) => link ?? []) ?? [];
  const [first] = links;
  if (first === undefined || parseFields(first.event)?.["alarm"] !== alarm) return failed();
  const heads = orNull(() => chain(links), RecordError);
  if (heads === null) return failed();
  const key = readVerifier(log);
  const stands = (list: unknown, name: string, check: (note: string, head: Uint8Array) => boolean): boolean =>
    (listOf(list) ?? []).some((one) => {
      const { number, [name]: note } = fieldsOf(one) ?? {};
      const head = typeof number === "number" ? heads[number - 1] : undefined;
      return head !== undefined && typeof note === "string" && (orNull(() => check(note, head), RecordError) ?? false);
    });
  const isPromised = stands(thread["promises"], "promise", (note, head) => {
    return toHex(openPromise(note, key, verifySignature).commitment) === toHex(head);
  });
  if (isPromised) return "promised";
  const isProven = stands(thread["proofs"], "proof", (note, head) => {
    checkEvent(note, head, key, { verify: verifySignature });
    return true;
  });
  return isProven ? "proven" : failed();
}
