import { useDraft, useDraftChoice } from "@niuniu/ui/area";
import type { Side } from "../../routes.ts";
import { emptySeat, type SeatDraft } from "../set-up/seats.ts";

/** How the keys begin under which an invitation that is being written is kept. */
export const DRAFT = "people/invite";
const sides: readonly string[] = ["employees", "employer", "outside"] satisfies readonly Side[];
const isSide = (chosen: string): chosen is Side => sides.includes(chosen);

/** Whom a member is about to invite: kept on the device, sealed to that member, until the invitation is made. */
export function useGuest(): {
  readonly seat: SeatDraft;
  readonly say: {
    readonly name: (name: string) => void;
    readonly role: (role: string) => void;
    readonly unit: (unit: string) => void;
    readonly side: (side: Side) => void;
  };
  readonly forget: () => void;
} {
  const [name, setName] = useDraft(`${DRAFT} name`);
  const [role, setRole] = useDraft(`${DRAFT} role`);
  const [unit, setUnit] = useDraft(`${DRAFT} unit`);
  const [chosen, setChosen] = useDraftChoice(DRAFT);
  const forget = (): void => {
    for (const set of [setName, setRole, setUnit, setChosen]) set("");
  };
  const seat = { ...emptySeat(0, isSide(chosen) ? chosen : "outside"), name, role, unit };
  return { seat, say: { name: setName, role: setRole, unit: setUnit, side: setChosen }, forget };
}
