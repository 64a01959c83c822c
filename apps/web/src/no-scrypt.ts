/*
 * Stands in the reporter's bundle for scrypt, which age needs only for files locked with a phrase: the desk has those, a
 * reporter never does.
 */
const absent = (): never => {
  throw new Error("this page locks nothing with a phrase");
};

export const scrypt = absent;
export const scryptAsync = absent;
