/*
 * Stands in the pages' bundles for the NIST curves, which age needs only for kinds of recipients that the seal refuses.
 * Leaving them out saves a fifth of what a frightened person waits for. Using one is a loud error, never a weaker seal.
 */
const notHere = (): never => {
  throw new Error("this page holds no NIST curve");
};
/** On loading, libraries look at lengths, and whether there is a field. */
const absent = {
  Point: { Fn: { fromBytes: notHere, toBytes: notHere, create: notHere }, fromBytes: notHere },
  lengths: { secretKey: 32, publicKey: 33, publicKeyUncompressed: 65 },
  keygen: notHere,
  getPublicKey: notHere,
  getSharedSecret: notHere,
};

export const p256 = absent;
export const p384 = absent;
export const p521 = absent;
