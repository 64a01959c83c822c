export { health } from "./part.ts";
