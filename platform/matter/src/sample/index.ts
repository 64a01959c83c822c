export { firstMonths, officeHours } from "./moments.ts";
export { officeOn, type Office } from "./office.ts";
export { played, type Played } from "./played.ts";
export { comeBack, type Returning } from "./returning.ts";
export { parcelOf, type Acting } from "./signed.ts";
