import type { OpenKind } from "@niuniu/matter/web/open";
import { newestOf } from "@niuniu/matter/web";
import { sectionIn } from "@niuniu/wire";
import { upkeepKind } from "../kind.ts";
import { parseEntry } from "../parse.ts";
import { readSection, UNSAID, type Policy } from "../policy.ts";
import type { Upkeep } from "../terms.ts";

/** What a policy says of upkeep; one that says nothing of it stands for the section with which it first came out. */
const policyIn = (policy: unknown): Policy => readSection(sectionIn(policy, "upkeep") ?? UNSAID);

/** How a browser reads what the committee owes its house. */
export const reading: OpenKind<Upkeep> = { kind: upkeepKind, read: parseEntry, policy: policyIn };

/** Reads the rules of the newest statement; throws CallError where this page is older than they are. */
export const newestRules = newestOf<Policy>(policyIn, "upkeep.older-page");
