export { useSteps } from "./use-steps.ts";
export { isBeginning } from "./typed.ts";
export { keepParcel, keepSent, keptParcel } from "./kept-parcel.ts";
export { useSealing, type Sealing } from "./use-sealing.ts";
export { refusalOf, remaining } from "./readers.ts";
export { saidIn, type Sent } from "./sent.ts";
export { Unproven } from "./unproven.tsx";
