export { now as nowRoute } from "./routes.ts";
export { placeOf, places, type Place } from "./numbers.ts";
