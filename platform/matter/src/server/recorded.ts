import type { Host } from "@niuniu/host";
import { toHex } from "@niuniu/note";
import { chain } from "@niuniu/record";

/** One link of a chain as it is stored. */
interface Link {
  readonly number: number;
  readonly text: string;
  readonly salt: Uint8Array;
}

/** How many entries at most are looked for in the record: the head of the newest stands for all before it. */
const NEWEST_HEADS = 256;

/** What the record holds of a chain, oldest link first: a head that was never placed stands in the middle of a step. */
export async function recordedOf(
  { record }: Pick<Host, "record">,
  links: readonly Link[],
): Promise<{
  readonly proofs: readonly { readonly number: number; readonly proof: string }[];
  readonly promises: readonly { readonly number: number; readonly promise: string }[];
}> {
  const heads = chain(links.map(({ salt, text }) => ({ salt, event: text })));
  const found = await record.find(heads.slice(-NEWEST_HEADS));
  const numbered = heads.map((head, at) => ({ number: links[at]?.number ?? 0, standing: found.get(toHex(head)) }));
  return {
    proofs: numbered.flatMap(({ number, standing }) =>
      standing?.state === "proven" ? [{ number, proof: standing.proof }] : [],
    ),
    promises: numbered.flatMap(({ number, standing }) =>
      standing?.state === "promised" ? [{ number, promise: standing.promise }] : [],
    ),
  };
}
