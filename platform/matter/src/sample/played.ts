import type { Instant } from "@niuniu/owe";
import type { Shown, Stage } from "@niuniu/wire/scene";
import { fieldsIn } from "../entry.ts";
import type { Owed, SealedThread } from "../thread.ts";
import type { Office, Said } from "./office.ts";
import type { Returning } from "./returning.ts";

/** A sealed matter that is played: what is owed in it is done by whoever owes it. */
export interface Played<Saying extends Said> {
  readonly reporter: Returning;
  readonly owed: () => Promise<Owed>;
  /** Waits for an instant, or for two hours before what is owed falls due, if that comes first. */
  readonly inTime: (instant: Instant) => Promise<void>;
  /** The owner acts. Who has not opened the matter opens it first. */
  readonly act: (saying: Saying) => Promise<void>;
  /** The number of the newest entry of a kind. */
  readonly newest: (kind: string) => Promise<number>;
  readonly show: (says: Shown["says"]) => void;
}

const EARLY = 2 * 3_600_000;

/** Plays a matter on the stage from its beginning on. `opens`: what somebody says who opens it. */
export function played<Saying extends Said>(
  { stage, office, opens }: { readonly stage: Stage; readonly office: Office<Saying>; readonly opens: Saying },
  reporter: Returning,
): Played<Saying> {
  const open = async (): Promise<{ readonly owed: Owed; readonly thread: SealedThread }> => {
    const thread = await reporter.thread();
    if (thread.owed === null) throw new Error("nothing is owed in what is closed");
    return { owed: thread.owed, thread };
  };
  const owed = async (): Promise<Owed> => (await open()).owed;
  return {
    reporter,
    owed,
    inTime: async (instant) => stage.until(Math.min(instant, (await owed()).due - EARLY)),
    act: async (saying) => {
      const {
        owed: { owner },
        thread,
      } = await open();
      const isOpening = ({ text }: { readonly text: string }): boolean => {
        const { kind, by } = fieldsIn(text) ?? {};
        return kind === opens.kind && by === owner;
      };
      const first = thread.entries.some(isOpening) || saying.kind === opens.kind ? [] : [opens];
      await office.act(owner, reporter.case, [...first, saying]);
    },
    newest: async (kind) =>
      (await reporter.thread()).entries.findLastIndex(({ text }) => fieldsIn(text)?.["kind"] === kind) + 1,
    show: (says) => stage.show({ receipt: reporter.code, says }),
  };
}
