import type * as matter from "@niuniu/matter";
import type { Act, CaseTerms, SealedEvent } from "./events.ts";
import type { Policy } from "./policy.ts";
import type { CaseState } from "./state.ts";

/** A case, as the kind of matter it is. */
export interface Case {
  readonly terms: CaseTerms;
  readonly act: Act;
  readonly event: SealedEvent;
  readonly state: CaseState;
  readonly policy: Policy;
}

// What every kind of matter has, in the words of a case.
export type Rules = matter.Rules<Policy>;
export type Committee = matter.Committee<Policy>;
export type Watch = matter.Watch<Policy>;
export type Setting = matter.Setting<Policy>;
export type Given = matter.Given<Policy>;
export type Duty = matter.Duty<CaseTerms>;
export type NowOwed = matter.NowOwed<CaseTerms>;
export type Consequence = matter.Consequence<CaseTerms>;
export type Decision = matter.Decision<Case>;
export type Difference = matter.Difference<CaseTerms>;
export type Witness = matter.Witness<Policy>;
