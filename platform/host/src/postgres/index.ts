export { CannotStart, type CannotStartCode } from "./cannot-start.ts";
export { startEmbedded, type Connection, type Postgres } from "./embedded.ts";
export { lockFolder } from "./lock.ts";
export { obstacleIn, refusedBy, type Obstacle } from "./obstacle.ts";
export { useOutside } from "./outside.ts";
