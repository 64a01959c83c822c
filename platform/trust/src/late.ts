/** Looking at how long the record has held the statements of the last days. */
export const loadEarly = () => import("./record/early.ts");

/** Reading what a log says of having been put back: few ever are. These are apart from the other late parts, which lead back to who asks. */
export const loadPutBack = () => import("./record/put-back.ts");
