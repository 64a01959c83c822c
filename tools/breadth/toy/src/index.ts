export * as routes from "./routes.ts";
export { refusals } from "./refusals.ts";
