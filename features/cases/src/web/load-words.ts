/** The word list. Apart from the other late parts, which lead back to who asks. */
export const loadWords = () => import("@niuniu/seal/words");
