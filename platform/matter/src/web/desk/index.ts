export { deskOf, useDesk, type Inside } from "./inside.ts";
export { makeDesk, nowAt, type Desk } from "./desk.ts";
export { openingOf, recipientIn, type DeskKind, type OpenedMatter } from "./open-sealed.ts";
export { MovedMatters } from "./moved.tsx";
export { SealedPane, type Unopened } from "./pane.tsx";
export { Meanwhile, performing, type HeldBack, type Performing } from "./perform.ts";
export { hasOpened } from "./use-thread.ts";
