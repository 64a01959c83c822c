import record from "../strings/record/en.json" with { type: "json" };
import thread from "../strings/thread/en.json" with { type: "json" };
import type { Strings } from "@niuniu/ui";

/** The thread's own words and those about the public record, in one file. */
export const words: Strings = { ...thread, ...record };
