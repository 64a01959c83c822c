import * as matter from "@niuniu/matter/web/desk";
import type { Policy } from "../../policy.ts";
import { newestRules } from "../sealed-case.ts";

/** A desk, with the policy of cases. */
export type Desk = matter.Desk<Policy>;

type Given = Parameters<typeof matter.makeDesk>[0];

/** Puts a desk together. Throws as {@link newestRules}. */
export const makeDesk = (given: Given): Desk => matter.makeDesk(given, newestRules);

/** The desk of whoever is in. */
export const deskOf = (inside: matter.Inside): Desk => matter.deskOf(inside, newestRules);

/** The same, kept. */
export const useDesk = (inside: matter.Inside): Desk => matter.useDesk(inside, newestRules);
