export { conforms } from "./conforms.ts";
export { liveThrough, scripts, witnessOf, type Living } from "./living.ts";
