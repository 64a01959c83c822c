/** What a reporter's page checks before it shows anything, without the page: for whoever reads outside a browser. */
export { holdAgainst } from "./on-record.ts";
export { readingOf, type ReadThread } from "./sealed-kind.ts";
