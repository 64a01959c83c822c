export { toy } from "./part.tsx";
