import { settle, useAct } from "@niuniu/ui";
import { useRef, useState } from "preact/hooks";
import { cancelInvite, invite, type Committee, type Seat } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { secretLink } from "../join-link.ts";
import { random } from "../random.ts";
import { isCancelled, isInvited } from "../taken.ts";
import { idIn, invitation } from "./invitation.ts";

/** What was done last: a link that was made and is shown once, or an invitation that was taken back. */
export type Done =
  | { readonly what: "made"; readonly name: string; readonly link: string; readonly id: string; readonly anew: boolean }
  | { readonly what: "cancelled"; readonly name: string };

interface Inviting {
  readonly act: ReturnType<typeof useAct>;
  readonly done: Done | null;
  /** Invites somebody, signed; in the place of an invitation that waits, whose link is closed once the new one is made. */
  readonly make: (guest: Seat, instead: string | null) => Promise<boolean>;
  readonly cancel: (id: string, name: string) => Promise<boolean>;
}

/** Making and taking back invitations at a desk. `now` in ms on the server's clock; `onChanged`: what waits is another list now. */
export function useInviting(
  desk: Unlocked,
  { ids }: Pick<Committee, "ids">,
  now: number,
  onChanged: () => void,
): Inviting {
  const [done, setDone] = useState<Done | null>(null);
  // What may have arrived is sent again as it was: another note would be another invitation.
  const unsettled = useRef<{ readonly wanted: string; readonly note: string; readonly secret: Uint8Array } | null>(
    null,
  );
  const act = useAct();
  const close = (id: string): Promise<void> =>
    settle(
      () => desk.ask(cancelInvite, { id }),
      () => isCancelled(desk.ask, id),
    );
  const make: Inviting["make"] = ({ name, role, side, unit }, instead) =>
    act.run(async () => {
      const by = { id: desk.me.member, seed: desk.keys.signing };
      const guest = { name, role, side, unit };
      const wanted = JSON.stringify([guest, instead]);
      if (unsettled.current?.wanted !== wanted) {
        const secret = random(32);
        unsettled.current = { wanted, secret, note: invitation({ ...desk.house, ids, now }, guest, secret, by) };
      }
      const { note, secret } = unsettled.current;
      await settle(
        () => desk.ask(invite, { note }),
        () => isInvited(desk.ask, note),
      );
      unsettled.current = null;
      setDone({ what: "made", name, link: secretLink(secret), id: idIn(note), anew: instead !== null });
      onChanged();
      if (instead !== null) await close(instead);
      onChanged();
    });
  const cancel: Inviting["cancel"] = (id, name) =>
    act.run(async () => {
      await close(id);
      setDone({ what: "cancelled", name });
      onChanged();
    });
  return { act, done, make, cancel };
}
