import { call, useAct } from "@niuniu/ui";
import { entries as entriesRoute } from "@niuniu/wire/record";
import { useEffect, useState } from "preact/hooks";
import { readBefore, type AskEntries } from "../entries/paging.ts";
import { readEntry, type Read } from "../entries/shown.ts";

/** Asks the record for its list: anybody's question, without a name. */
export const askEntries: AskEntries = (after) =>
  call(entriesRoute, undefined, { parameters: { after: String(after) } });

/** How often an older stretch is read before a person is asked to go on. */
const PATIENCE = 6;

/** The public entries read so far, newest first. */
export interface Entries {
  readonly read: readonly Read[];
  /** Everything from the beginning has been read. */
  readonly whole: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** Reads older stretches until there is an entry that `wanted` takes, or a while. */
  readonly earlier: (wanted: (one: Read) => boolean) => void;
}

/** Reads the newest stretch of a record of this size, and older ones when asked. Null: nothing yet. */
export function useEntries(size: number | null): Entries {
  const [state, setState] = useState<{ readonly read: readonly Read[]; readonly from: number | null }>({
    ...{ read: [], from: null },
  });
  const { busy, error, run } = useAct();
  const earlier = (wanted: (one: Read) => boolean): void =>
    void run(async () => {
      if (size === null) return;
      // What was sealed since the checkpoint was signed is shown too; its proof is against a newer one.
      let { read, from } = state;
      for (let left = PATIENCE; left > 0; left--) {
        const stretch = await readBefore(askEntries, from ?? size + 100);
        const older = stretch.entries.map(readEntry);
        [read, from] = [[...read, ...older], stretch.from];
        setState({ read, from });
        if (from === 0 || older.some(wanted)) return;
      }
    });
  useEffect(() => {
    earlier(() => true);
  }, [size]);
  return { read: state.read, whole: state.from === 0, busy, error, earlier };
}
