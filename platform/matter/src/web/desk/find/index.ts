export { CatchUpBar } from "./catch-up-bar.tsx";
export { FindBox } from "./find-box.tsx";
export type { KeptMatter, ReadHere } from "./kept-matter.ts";
export { LabelField } from "./label-field.tsx";
export { NamedMatters, useNamedCount } from "./named.tsx";
export { KeptProvider, useKept, useOwnKept, wordsFor } from "./use-kept.ts";
