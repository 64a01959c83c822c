/** The browser's own randomness, for the kernel, which takes none by itself. */
export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
