import type { OpenKind } from "@niuniu/matter/open";
import { sectionIn } from "@niuniu/wire";
import { upkeepKind } from "./kind.ts";
import { parseEntry } from "./parse.ts";
import { readSection, UNSAID, type Policy } from "./policy.ts";
import type { Upkeep } from "./terms.ts";

/** What a policy says of upkeep; one that says nothing of it stands for the section with which it first came out. Throws Refused. */
export const policyIn = (policy: unknown): Policy => readSection(sectionIn(policy, "upkeep") ?? UNSAID);

/** Whether a policy says anything of it: a house that came before may serve none of this. */
export const isNamedIn = (policy: unknown): boolean => sectionIn(policy, "upkeep") !== undefined;

/** How whoever trusts no server reads what the committee owes its house. */
export const reading: OpenKind<Upkeep> = { kind: upkeepKind, read: parseEntry, policy: policyIn };
