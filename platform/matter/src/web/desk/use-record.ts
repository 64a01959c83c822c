import { verifyHeard } from "@niuniu/note";
import type { Roster } from "@niuniu/roster";
import { askBetween, ownLine, pinOnce, watchRecord, type RecordView, type Watched } from "@niuniu/trust";
import { device, here } from "@niuniu/ui";
import { useEffect, useState } from "preact/hooks";
import type { SealedThread } from "../../thread.ts";
import { hearSeals } from "../hear-seals.ts";
import { holdAgainst, type Held, type OnRecord } from "../on-record.ts";
import type { Desk } from "./desk.ts";

/** What this desk knows of the public record: nobody answered for it, not compared yet, or compared with what this browser saw. */
export type RecordState =
  | { readonly state: "unknown" }
  | { readonly state: "waiting" }
  | { readonly state: "checked"; readonly view: RecordView; readonly watched: Watched };

/** What the gate has checked: the committee, and the record in which its newest statement stands. */
export interface Checked {
  readonly roster: Pick<Roster, "hashes">;
  readonly record: RecordView | null;
}

async function look({ roster, record }: Checked): Promise<RecordState> {
  if (record === null) return { state: "unknown" };
  const shelf = ownLine(device, "desk");
  const watched = await watchRecord(shelf, record, { between: askBetween(here.ask), now: here.now() });
  pinOnce(shelf, roster.hashes, watched.keep ? { ...record, note: record.checkpoint } : null);
  return { state: "checked", view: record, watched };
}

/** Compares each milestone that the gate has checked with what this browser saw at the desk, and remembers it. */
export function useRecord(house: Checked): RecordState {
  const [state, setState] = useState<RecordState>({ state: "waiting" });
  const { record } = house;
  useEffect(() => {
    let current = true;
    look(house).then(
      (found) => current && setState(found),
      () => current && setState({ state: "unknown" }),
    );
    return () => {
      current = false;
    };
    // The gate looks every minute; between two milestones there is nothing new to look at.
  }, [record?.checkpoint, record?.stale]);
  return state;
}

/** Long enough for any slot that was open when a step was taken to be sealed. */
const SEALED_AFTER = 12_000;

const sealsAhead: Held["ahead"] = (reading) => verifyHeard((verify) => hearSeals(reading, verify));

/** How the matter on the desk stands in the record; null until both are here. Asks `again` once a promised step is due. */
export function useOnRecord(
  desk: Pick<Desk, "calendar" | "clock">,
  header: SealedThread | null,
  { record, again }: { readonly record: RecordState; readonly again: () => void },
): OnRecord | null {
  const [found, setFound] = useState<OnRecord | null>(null);
  const view = record.state === "checked" ? record.view : null;
  useEffect(() => {
    let current = true;
    if (header === null || view === null) return undefined;
    const held = holdAgainst({
      ...{ thread: header, view, calendar: desk.calendar },
      ...{
        first: "",
        file: null,
        pinned: null,
        grown: "same",
        ask: askBetween(here.ask),
        now: desk.clock(),
        ahead: sealsAhead,
      },
    });
    held.then(
      (one) => current && setFound(one),
      () => current && setFound(null),
    );
    return () => {
      current = false;
    };
  }, [desk, header, view]);
  const promised = header !== null && header.promises.length > 0;
  useEffect(() => {
    if (!promised) return undefined;
    const timer = setTimeout(again, SEALED_AFTER);
    return () => {
      clearTimeout(timer);
    };
  }, [header, promised]);
  return found;
}
