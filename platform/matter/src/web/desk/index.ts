export { OpenedAlarms } from "./alarms.tsx";
export { deskOf, useDesk, type Inside } from "./inside.ts";
export { makeDesk, nowAt, type Desk } from "./desk.ts";
export { openingOf, recipientIn, type DeskKind, type OpenedMatter } from "./open-sealed.ts";
export { Meanwhile, performing, type DeskPlan, type HeldBack, type Performing } from "./perform.ts";
export { RecordOfMatter } from "./record-of-matter.tsx";
export { useOnRecord, useRecord } from "./use-record.ts";
export { hasOpened, useThread } from "./use-thread.ts";
