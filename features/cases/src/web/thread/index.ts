import { comeBack, type Brought, type Opened } from "@niuniu/matter/web/receipt";
import { h } from "preact";
import { Refused } from "./refused.tsx";
import { receiptCase } from "./receipt-case.ts";
import { ThreadPage } from "./thread-page.tsx";

/**
 * Opens a thread: the page that shows it, or the page that says what is wrong where the server denies what the file
 * proves, or shows a committee nobody may believe. Throws SealError or CallError.
 */
export async function openThread(brought: Brought): Promise<Opened> {
  const back = await comeBack(receiptCase, brought);
  const Thread = () => (back.refusal === null ? h(ThreadPage, back) : h(Refused, back));
  return { Thread, code: back.code };
}
