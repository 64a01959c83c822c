import { newestOf } from "@niuniu/matter/web";
import type { Policy } from "../policy.ts";
import { policyIn } from "../reading.ts";

/** Reads the rules of the newest statement; throws CallError where this page is older than they are. */
export const newestRules = newestOf<Policy>(policyIn, "upkeep.older-page");
