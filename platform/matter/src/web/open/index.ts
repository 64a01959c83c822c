export { readOpen, type OpenKind, type ReadOpen } from "../../read-open.ts";
export { thread, type OpenThread } from "../../routes.ts";
export { signOpen } from "./sign-open.ts";
