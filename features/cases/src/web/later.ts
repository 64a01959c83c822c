/** Looking for a receipt in what is about to be sent, and the sum that is asked for while very many reports arrive. */
export const loadSeldom = () => import("./seldom.ts");
