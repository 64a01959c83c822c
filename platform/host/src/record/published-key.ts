import { splitNote } from "@niuniu/note";
import { readPublic } from "@niuniu/record";
import { sha256Hex } from "../digest.ts";
import type { Publication } from "./record.ts";

/** The key under which a text was published; the ones that publish agree on it. */
function keyOf(text: string): Pick<Publication, "kind" | "key"> {
  const { kind, date, body } = readPublic(text);
  const range = (): string => {
    const { from, to } = JSON.parse(body) as { readonly from: number; readonly to: number };
    return `${from}-${to}`;
  };
  switch (kind) {
    case "roster":
      return { kind, key: sha256Hex(Buffer.from(splitNote(body).text)) };
    case "tombstone":
      return { kind, key: String((JSON.parse(splitNote(body).text) as { readonly index: number }).index) };
    case "downtime":
    case "lost":
      return { kind, key: range() };
    case "figures":
      return { kind, key: date };
    case "policy":
    case "calendar":
    case "release":
    case "succession":
    case "put-back":
    default:
      return { kind, key: sha256Hex(Buffer.from(body)) };
  }
}

/** The same, or a hash where a body is not what its kind says: it was published under some key, and that one is as good. */
export function keyOrHash(text: string): Pick<Publication, "kind" | "key"> {
  try {
    return keyOf(text);
  } catch {
    return { kind: readPublic(text).kind, key: sha256Hex(Buffer.from(text)) };
  }
}
