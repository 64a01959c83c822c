/** The largest report in bytes, sealed. */
export const LARGEST_ENVELOPE = 1_048_576;
/** The largest later message in bytes, sealed: 64 KiB of words and more, to 64 readers one by one. */
export const LARGEST_MESSAGE = 262_144;
/** So many acts of one person in one case are heard like all others; after them only those that somebody has to wait for. */
export const MOST_ACTS = 500;
