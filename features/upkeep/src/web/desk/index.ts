export { upkeep } from "./part.tsx";
