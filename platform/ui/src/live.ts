import type { Route } from "@niuniu/wire";
import { useEffect, useRef, useState } from "preact/hooks";
import { open } from "./call.ts";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/**
 * Listens to a stream route and calls `changed` for every line `data: …`, and once after each reconnection since
 * something may have happened meanwhile. Reconnects by itself, ever more slowly, up to every 30 s.
 * Answers whether the line is up. A null authorization listens to nothing.
 */
export function useLive<Answer>(
  route: Route<undefined, Answer>,
  authorization: string | null,
  changed: (data: string) => void,
): boolean {
  const [up, setUp] = useState(false);
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (authorization === null) return undefined;
    const abort = new AbortController();
    const listen = async (): Promise<void> => {
      let wait = FIRST_WAIT;
      let first = true;
      while (!abort.signal.aborted) {
        try {
          const stream = await open(route, { authorization, signal: abort.signal });
          setUp(true);
          if (!first) latest.current("reconnected");
          first = false;
          wait = FIRST_WAIT;
          await readLines(stream, (line) => {
            if (line.startsWith("data:")) latest.current(line.slice(5).trim());
          });
        } catch {
          // Whatever broke the line, the answer is to try again.
        }
        setUp(false);
        await new Promise((resolve) => setTimeout(resolve, wait));
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    };
    void listen();
    return () => {
      abort.abort();
    };
  }, [route, authorization]);
  return up;
}

async function readLines(stream: ReadableStream<Uint8Array>, line: (text: string) => void): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const text of lines) line(text);
  }
}
