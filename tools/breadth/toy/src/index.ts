export { pauseNote, readPause, type Pause } from "./pause.ts";
export * as routes from "./routes.ts";
export { refusals } from "./refusals.ts";
