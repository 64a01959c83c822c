export { OwedOutside } from "./owed-outside.tsx";
