export { DeskGate, type Unlocked } from "./desk/gate.tsx";
export { Me } from "./desk/me.tsx";
export { people } from "./desk/part.ts";
export { JoinPage } from "./join/join.tsx";
export { SetUpPage } from "./set-up/set-up.tsx";
