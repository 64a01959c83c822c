/** Reading what a log says of having been put back: few ever are. Apart from the other late parts, which lead back to who asks. */
export const loadPutBack = () => import("./record/put-back.ts");
