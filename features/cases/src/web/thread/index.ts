import type { ComponentType } from "preact";
import { h } from "preact";
import { doorOf, readSpelling } from "./receipt-door.ts";
import { ThreadPage } from "./thread-page.tsx";

/** Opens a thread with a receipt in any spelling: the page that shows it. Throws SealError or CallError. */
export async function openThread(text: string, loadWords: Parameters<typeof readSpelling>[1]): Promise<ComponentType> {
  const door = doorOf(await readSpelling(text, loadWords));
  const first = await door.read();
  return () => h(ThreadPage, { door, first });
}
