export { now as nowRoute, texts as textsRoute } from "./routes.ts";
export { placeOf, places, type Place } from "./numbers.ts";
export { TEXTS } from "./texts.ts";
