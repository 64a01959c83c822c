import type { Receipt } from "@niuniu/seal";
import type { Trust } from "@niuniu/trust";
import type { Owed } from "../../thread.ts";
import { readAcknowledgement, type Acknowledged, type Answer, type Begun } from "../acknowledged.ts";

/** The answer to whoever began a matter. */
interface BegunAnswer extends Answer {
  readonly owed: Owed | null;
}

/** What the server has acknowledged, and what the receipt screen needs to say what happens now. */
export interface Sent {
  readonly receipt: Receipt;
  readonly answer: BegunAnswer;
  /** What was sent, to which the answer must belong. */
  readonly own: Begun;
  readonly trust: Trust;
  /** What the server signed for; null where nothing that holds shows that it was taken. */
  readonly said: Acknowledged | null;
}

/** What an answer acknowledges by the log's own word; null for nothing. */
export function saidIn(answer: BegunAnswer, own: Begun, { record }: Trust): Acknowledged | null {
  try {
    return readAcknowledgement(answer, own, record.log, Date.now());
  } catch {
    return null;
  }
}
