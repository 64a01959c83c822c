/*
 * Stands in the pages' bundles for the NIST curves, which age needs only for kinds of recipients that the seal refuses.
 * Leaving them out saves a fifth of what a frightened person waits for. Using one is a loud error, never a weaker seal.
 */
const absent = new Proxy(
  {},
  {
    get: () => {
      throw new Error("this page holds no NIST curve");
    },
  },
);

export const p256 = absent;
export const p384 = absent;
export const p521 = absent;
