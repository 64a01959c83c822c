export { cases } from "./first.tsx";
