import { useAct, type Acting } from "@niuniu/ui";
import { useDraft, useReadyWords } from "@niuniu/ui/area";
import type { JSX, RefObject } from "preact";
import { useRef } from "preact/hooks";
import { holdsReceipt, type WordList } from "../../receipt/receipt-in.ts";
import { useReceiptCheck, type ReceiptCheck } from "../../receipt/use-receipt-check.ts";

/** The field in which somebody writes. */
type Area = RefObject<HTMLTextAreaElement | null>;

/** What is the same of everything that is written beneath one matter. */
export interface Beneath {
  /** The prefix of the feature's strings for its desk, such as "cases.desk". */
  readonly words: string;
  /** The matter's name, with which the keys of its drafts begin. */
  readonly name: string;
  readonly loadWords: () => Promise<WordList>;
  /** The words that are kept ready, beneath the text. */
  readonly ready: (area: Area) => JSX.Element | null;
}

/** A text that is being written. */
export interface Written {
  readonly text: string;
  /** Changes it; what was said of it as it was goes. */
  readonly type: (text: string) => void;
  /** Runs `go` with it unless it seems to hold a receipt; `sure`: its author says that it holds none. */
  readonly send: (go: () => Promise<void>, sure: boolean) => void;
  readonly act: Acting;
  readonly check: ReceiptCheck;
  readonly area: Area;
  /** What a ready text left open in it, as a sentence; else null. */
  readonly stillOpen: (text: string) => string | null;
}

/** A text that is kept as a draft under `key` until it is sent, and stopped where it seems to hold a receipt. */
export function useWritten(key: string, loadWords: Beneath["loadWords"]): Written {
  const [text, setText] = useDraft(key);
  const area = useRef<HTMLTextAreaElement>(null);
  const { stillOpen } = useReadyWords();
  const act = useAct();
  const check = useReceiptCheck((one) => holdsReceipt(one, loadWords));
  return {
    ...{ text, act, check, area, stillOpen },
    type: (typed) => {
      setText(typed);
      check.clear();
    },
    send: (go, sure) =>
      void act.run(async () => {
        if (!sure && (await check.stops(text))) return;
        check.clear();
        await go();
      }),
  };
}
