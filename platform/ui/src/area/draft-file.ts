import { fromUtf8, toBase64, toUtf8 } from "@niuniu/note";
import { pad, recipientOf, sealTo, unpad } from "@niuniu/seal";
import { openWith, type Keys } from "@niuniu/seal/open";
import { fileNameOf, type OwnFiles } from "./own-files.ts";

/** What was typed or chosen, and when last (ms since epoch). Empty once it was sent or discarded, so that no other tab brings it back. */
export interface Draft {
  readonly text: string;
  readonly at: number;
}

/** By matter and purpose. */
export type Drafts = ReadonlyMap<string, Draft>;

type Own = Pick<Keys, "identity">;

/** That something was sent or discarded is kept for a week: no tab that still shows it stands open for longer. */
const OVER = 7 * 24 * 3_600_000;

/** One of each: what was typed or emptied last; of two of the same moment that which is named last. */
export function newest(all: readonly Drafts[]): Map<string, Draft> {
  const one = new Map<string, Draft>();
  for (const [key, draft] of all.flatMap((drafts) => [...drafts])) {
    if ((one.get(key)?.at ?? 0) <= draft.at) one.set(key, draft);
  }
  return one;
}

/** Seals drafts to whoever holds these keys, padded. */
export async function sealDrafts({ identity }: Own, drafts: Drafts): Promise<Uint8Array<ArrayBuffer>> {
  const lines = [...drafts].map(([key, { text, at }]) => [key, text, at]);
  const text = JSON.stringify({ niuniu: "drafts v1", drafts: lines });
  return new Uint8Array(await sealTo([await recipientOf(identity)], pad(toUtf8(text))));
}

/** What these bytes say to whoever holds these keys; null where they are sealed to another, damaged or of another version. */
export async function openDrafts({ identity }: Own, bytes: Uint8Array): Promise<Drafts | null> {
  try {
    const said = JSON.parse(fromUtf8(unpad(await openWith(identity, bytes)))) as Record<string, unknown> | null;
    if (said?.["niuniu"] !== "drafts v1" || !Array.isArray(said["drafts"])) return null;
    const sound = (said["drafts"] as readonly unknown[]).filter(isLine);
    return new Map(sound.map(([key, text, at]) => [key, { text, at }]));
  } catch {
    return null;
  }
}

const isLine = (line: unknown): line is readonly [string, string, number] =>
  Array.isArray(line) &&
  typeof line[0] === "string" &&
  typeof line[1] === "string" &&
  typeof line[2] === "number" &&
  line.length === 3;

/** The file in which a member keeps on this device what they have not sent. */
export interface DraftFile {
  readonly read: () => Promise<Drafts>;
  /** Puts what another tab wrote together with these and keeps it. Answers what lies there now; null where it keeps nothing. */
  readonly keep: (drafts: Drafts, now: number) => Promise<Drafts | null>;
}

/**
 * The file of whoever holds these keys, under the rule of everything a member keeps here: sealed to themselves, readable once their key
 * is open again, and gone when they sign out. Opened at once: what is written after that brings no file back.
 */
export function draftFile(keys: Own, files: OwnFiles): DraftFile {
  const file = recipientOf(keys.identity).then((own) => files.open(`${fileNameOf(toBase64(own))}.drafts`));
  const read = async (): Promise<Drafts> => {
    const bytes = await (await file).read();
    return (bytes === null ? null : await openDrafts(keys, bytes)) ?? new Map();
  };
  return {
    read,
    keep: async (drafts, now) => {
      const all = newest([await read(), drafts]);
      for (const [key, { text, at }] of all) if (text === "" && at + OVER < now) all.delete(key);
      return (await (await file).write(await sealDrafts(keys, all))) ? all : null;
    },
  };
}
