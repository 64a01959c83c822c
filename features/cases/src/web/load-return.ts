/** Coming back with a receipt. Small and by itself, so that whoever does waits for nothing else before typing. */
export const loadReturn = () => import("./return-page.tsx");
