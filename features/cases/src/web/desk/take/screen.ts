import type { CommitteeState } from "../../report/use-committee.ts";
import type { Taking } from "./taking.ts";

/** What every screen of it is given. */
export interface TakeProps {
  readonly taking: Taking;
  readonly change: (part: Partial<Taking>) => void;
  readonly committee: CommitteeState;
  /** What was sealed of it may have arrived. */
  readonly unknown: boolean;
}
