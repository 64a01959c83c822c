export { comeBack, type Brought } from "./come-back.ts";
export { Composer, Failure, Objection } from "./composer.tsx";
export { openContents, type Content } from "./contents.ts";
export type { Door, OpenThread } from "./door.ts";
export type { ReceiptKind } from "./receipt-kind.ts";
export { Refused, type Refusal } from "./refused.tsx";
export { ReturnPage, type Opened } from "./return-page.tsx";
export { useDoor, useDuty, type OpenDoor } from "./use-door.ts";
export { useWords, type Keeping, type Writing } from "./use-words.ts";
