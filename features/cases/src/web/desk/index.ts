export { cases } from "./part.tsx";
