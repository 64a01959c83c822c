import { askBetween, pinOnce, watchRecord, whyNot, type Trust, type Watched } from "@niuniu/trust";
import { useEffect, useState } from "preact/hooks";
import { call, device } from "@niuniu/ui";
import type { ThreadHeader } from "../../routes.ts";
import { holdAgainst, type OnRecord } from "../record/on-record.ts";
import { askTrust } from "../trust.ts";
import { deskShelf } from "./desk-shelf.ts";
import type { Desk } from "./desk.ts";

/** What this desk knows of the public record: not looked at, could not look, the committee is not in it, or checked. */
export type RecordState =
  | { readonly state: "waiting" }
  | { readonly state: "unknown" }
  | { readonly state: "unrecorded" }
  | { readonly state: "checked"; readonly trust: Trust; readonly watched: Watched };

/** A milestone is made every five minutes; between two there is nothing new to look at. */
const EVERY = 5 * 60_000;

async function look(): Promise<RecordState> {
  let trust: Trust;
  try {
    trust = await askTrust();
  } catch (error) {
    return { state: whyNot(error) === null ? "unknown" : "unrecorded" };
  }
  const { record, roster } = trust;
  const shelf = deskShelf(device);
  const watched = await watchRecord(shelf, record, { between: askBetween(call), now: Date.now() });
  pinOnce(shelf, roster.hashes, watched.keep ? { ...record, note: record.checkpoint } : null);
  return { state: "checked", trust, watched };
}

/** Looks at the public record when a case is opened and every five minutes, and remembers its newest milestone. */
export function useRecord(): RecordState {
  const [state, setState] = useState<RecordState>({ state: "waiting" });
  useEffect(() => {
    let current = true;
    const again = (): void =>
      void look().then(
        (found) => current && setState(found),
        () => current && setState({ state: "unknown" }),
      );
    again();
    const timer = setInterval(again, EVERY);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, []);
  return state;
}

/** Long enough for any slot that was open when a step was taken to be sealed. */
const SEALED_AFTER = 12_000;

/** How the case on the desk stands in the record; null until both are here. Asks `again` once a promised step is due. */
export function useOnRecord(
  desk: Desk,
  header: ThreadHeader | null,
  { record, again }: { readonly record: RecordState; readonly again: () => void },
): OnRecord | null {
  const [found, setFound] = useState<OnRecord | null>(null);
  const trust = record.state === "checked" ? record.trust : null;
  useEffect(() => {
    let current = true;
    if (header === null || trust === null) return undefined;
    const held = holdAgainst({
      ...{ thread: header, view: trust.record, calendar: desk.calendar },
      ...{ first: "", file: null, pinned: null, grown: "same", ask: askBetween(call), now: desk.clock() },
    });
    held.then(
      (one) => current && setFound(one),
      () => current && setFound(null),
    );
    return () => {
      current = false;
    };
  }, [desk, header, trust]);
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
