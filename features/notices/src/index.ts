export { wayFailing, wayMended, type Failing } from "./moments.ts";
export { type Kind, type Why } from "./kinds.ts";
