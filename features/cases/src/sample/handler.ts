import * as matter from "@niuniu/matter/sample";
import type { Calendar } from "@niuniu/owe";
import { signIn } from "@niuniu/people";
import { bearer } from "@niuniu/wire";
import type { Stage } from "@niuniu/wire/scene";
import type { MemberAct } from "../events.ts";
import type { Finding } from "../letters.ts";
import { deskAct, deskThread } from "../routes.ts";

/** What a member signs: the fields that every act has left out, and its words beside it. */
export interface Saying {
  readonly kind: MemberAct["kind"];
  readonly text?: string;
  readonly finding?: Finding;
  readonly to?: string;
  /** The outcome that a second member signs under. */
  readonly about?: number;
  readonly says?: "yes" | "no";
}

/** The office of the sample's committee on a stage, where clocks stand as this calendar says. */
export const officeOn = (
  stage: Pick<Stage, "players" | "ask" | "bytes" | "now">,
  calendar: Calendar,
): matter.Office<Saying> =>
  matter.officeOn<Saying>(stage, calendar, {
    ...{ thread: deskThread, act: deskAct, inside: ["finding"] },
    signIn: async ({ id: member, password }) => bearer((await stage.ask(signIn, { json: { member, password } })).token),
  });
