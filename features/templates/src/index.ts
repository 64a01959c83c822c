export { refusals } from "./refusals.ts";
export * as routes from "./routes.ts";
export * from "./templates.ts";
