import { randomBytes } from "node:crypto";

/** `count` bytes nobody can guess: the port kernels and rules get their randomness through. */
export type Random = (count: number) => Uint8Array;

/** The operating system's generator. */
export const random: Random = (count) => new Uint8Array(randomBytes(count));
