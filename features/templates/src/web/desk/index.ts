export { templates } from "./part.tsx";
