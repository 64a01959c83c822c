import { splitNote, type Verifier } from "@niuniu/note";
import { readStatement } from "@niuniu/roster";
import { askedBy, readWitnesses } from "./asking.ts";
import { shownBy } from "./witness.ts";

/** How long a witness may take (ms): the operator waits. */
const PATIENCE = 10_000;

/**
 * For the operator, while no server runs: the newest checkpoint of a log that each witness of its newest statement shows
 * under the log's own signature. `statements`: signed notes. `silent` hears the name of a witness that does not answer: it
 * may have seen more.
 */
export async function shownByWitnesses(
  { log, statements }: { readonly log: Verifier; readonly statements: readonly string[] },
  silent: (name: string) => void,
): Promise<readonly string[]> {
  const read = statements.map((note) => readStatement(splitNote(note).text));
  const [newest] = read.toSorted((a, b) => b.number - a.number);
  const witnesses = readWitnesses(newest?.witnesses ?? [], () => undefined);
  const asked = witnesses.filter(askedBy({ origin: `https://${log.name}` }));
  const shown = await Promise.all(
    asked.map(async (witness) => {
      const found = await shownBy(witness, log, AbortSignal.timeout(PATIENCE));
      if (found === "silent") silent(witness.name);
      return found === null || found === "silent" ? [] : [found.note];
    }),
  );
  return shown.flat();
}
