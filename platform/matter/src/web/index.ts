export { verifyThread, type Alarm, type CheckedEntry, type CheckedThread, type Given } from "./verify-thread.ts";
