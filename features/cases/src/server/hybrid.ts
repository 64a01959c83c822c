import { requireHybrid } from "@niuniu/matter/server";

/** Refuses, "cases/not-sealed", what is not an age file for hybrid recipients alone, in this number. */
export const checkHybrid = (file: Uint8Array, least: number, most: number): void =>
  requireHybrid(file, { least, most }, "cases/not-sealed");
