export { type Kind, type Why } from "./kinds.ts";
