export { CommitteePage } from "./committee/committee-page.tsx";
export { DeskGate, type Unlocked } from "./desk/gate.tsx";
export { JoinPage } from "./join/join.tsx";
export { KeysPage } from "./keys/keys-page.tsx";
export { SetUpPage } from "./set-up/set-up.tsx";
export { startPeople } from "./strings.ts";
