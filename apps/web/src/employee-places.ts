import type { Entered, Part } from "@niuniu/ui/area";

/**
 * What the employees' area shows, a line for each feature, in the order of its navigation. None has anything for it yet, and so no
 * page of it is built; tools/breadth builds one.
 */
export const parts: readonly Part<Entered>[] = [];
