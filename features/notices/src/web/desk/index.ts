export { notices } from "./part.ts";
