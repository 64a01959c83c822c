import { area, Refused } from "@niuniu/wire";
import { z } from "zod";
import { topicOf, type Changes } from "../changes.ts";
import type { Counts } from "../counts.ts";
import { answerOf } from "./described.ts";
import type { Serve } from "./serve.ts";

const numbers = answerOf(area.counts, z.record(z.string().regex(/^[a-z]+\/[a-z-]+$/), z.int()));

/** Names of features; a page listens to all that its area shows. */
const TOPICS = /^[a-z]{1,40}(?:\.[a-z]{1,40}){0,31}$/;

/** What every signed-in area asks, whatever its features: how much waits for the caller, and whether something changed. */
export function serveArea(
  serve: Serve,
  { counts, changes }: { readonly counts: Counts; readonly changes: Changes },
): void {
  serve.member(area.counts, null, ({ caller }) => counts.of(caller.member), { answer: numbers });
  serve.member(area.changes, null, ({ caller, parameters: { topics = "" }, signal }) => {
    if (!TOPICS.test(topics)) return Promise.reject(new Refused("host/not-found"));
    // Whose topics is not the caller's to say.
    const own = new Set(topics.split(".").map((feature) => topicOf(feature, caller.member)));
    return Promise.resolve(linesOf(changes, own, signal));
  });
}

/** One line for all that changed since the last one was taken. Ends with the signal. */
async function* linesOf(source: Changes, topics: Iterable<string>, signal: AbortSignal): AsyncIterable<string> {
  const state: { pending: boolean; wake: () => void } = { pending: false, wake: () => undefined };
  const changed = (): void => {
    state.pending = true;
    state.wake();
  };
  for (const topic of topics) source.watch(topic, changed, signal);
  signal.addEventListener("abort", changed, { once: true });
  while (!signal.aborted) {
    if (state.pending) {
      state.pending = false;
      yield "changed";
    } else await new Promise<void>((resolve) => (state.wake = resolve));
  }
}
