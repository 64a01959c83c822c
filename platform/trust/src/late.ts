/**
 * Looking at how long the record has held the statements of the last days, and reading what a log says of having been put back:
 * who has signed one statement and was never put back needs neither. Apart from the other late parts, which lead back to who asks.
 */
export const loadSeldom = () => import("./record/seldom.ts");
