import * as matter from "@niuniu/matter/web/desk";
import { readCalendar } from "@niuniu/owe";

/** What templates need of a desk: who is at it, the committee, and its calendar. No policy says anything of them. */
export type Desk = matter.Desk;

/** The desk of whoever is in, kept. */
export const useDesk = (inside: matter.Inside): Desk =>
  matter.useDesk(inside, ({ calendar }) => ({ policy: null, calendar: readCalendar(JSON.parse(calendar)) }));
