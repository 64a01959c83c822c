import { keepParcel, keptParcel, saidIn, type Sent } from "@niuniu/matter/web/begin";
import type { Trust } from "@niuniu/trust";
import { CallError, isLost } from "@niuniu/ui";
import { draftShelf, draftsWritten } from "@niuniu/ui/area";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ComposedReport } from "../../../compose.ts";
import { composingFor } from "../../../taken-down.ts";
import { sealDraft, send, type Doing, type Tell } from "../../report/send.ts";
import type { Desk } from "../desk.ts";
import { PARCEL, type Taking } from "./taking.ts";

/** Seals what was taken down as a report of its own, signed inside by the member at this desk. Nothing leaves the device yet. */
function seal(taking: Taking, trust: Trust, { me, keys }: Desk, tell: Tell): Promise<ComposedReport> {
  const { by } = taking;
  if (by === "") throw new Error("nobody said how it was told");
  return sealDraft(taking, trust, tell, composingFor({ member: me, by, seed: keys.signing }));
}

/** Sealing and sending. `unknown`: what was sent may have arrived, and is sent again as it was. */
export interface Sending {
  readonly doing: Doing | null;
  /** What was thrown the last time; null for nothing. */
  readonly failure: unknown;
  readonly unknown: boolean;
  readonly start: (trust: Trust) => void;
}

/**
 * Sends what was taken down as anybody sends a report: with no credential of the desk's. What was sealed is kept from before it
 * leaves, sealed to the member, until the log's own word shows that it was taken.
 */
export function useSending(props: {
  readonly desk: Desk;
  readonly taking: Taking;
  /** The committee has changed meanwhile. */
  readonly onOld: () => void;
  readonly onSent: (sent: Sent) => void;
}): Sending {
  const { desk, taking } = props;
  const [doing, setDoing] = useState<Doing | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  // Of a desk that was locked or left meanwhile nothing is written: whoever comes next is somebody else.
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);

  const isHere = (): boolean => here.current;

  const failed = (error: unknown, before: ComposedReport | null): void => {
    const code = error instanceof CallError ? error.code : "";
    // No answer, or none by what would know: the report itself may have been taken.
    const lost = (error instanceof CallError && isLost(error)) || (before !== null && !code.startsWith("cases/"));
    if (!lost) draftShelf.removeItem(PARCEL);
    setFailure(error);
    if (/^cases\/(old-roster|unknown-reader|other-statement)$/.test(code)) props.onOld();
  };
  const go = async (trust: Trust, before: ComposedReport | null): Promise<Sent | null> => {
    const composed = before ?? (await seal(taking, trust, desk, setDoing));
    if (!isHere()) return null;
    keepParcel(draftShelf, PARCEL, taking, composed);
    await draftsWritten();
    if (!isHere()) return null;
    const answer = await send(composed, setDoing);
    const own = { case: composed.case, first: { text: composed.header.act, salt: composed.header.salt } };
    return { receipt: composed.receipt, answer, own, trust, said: saidIn(answer, own, trust) };
  };
  const run = async (trust: Trust): Promise<void> => {
    setFailure(null);
    setDoing({ what: "sealing", done: 0 });
    const before = keptParcel(draftShelf, PARCEL, taking);
    try {
      const sent = await go(trust, before);
      if (isHere() && sent !== null) props.onSent(sent);
    } catch (error) {
      if (isHere()) failed(error, before);
    } finally {
      setDoing(null);
    }
  };
  const unknown = doing === null && keptParcel(draftShelf, PARCEL, taking) !== null;
  return { doing, failure, unknown, start: (trust) => void run(trust) };
}
