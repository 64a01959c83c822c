export { CannotStart, type CannotStartCode } from "./cannot-start.ts";
export { startEmbedded, type Connection, type Postgres } from "./embedded.ts";
export { useOutside } from "./outside.ts";
