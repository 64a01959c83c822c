import { CallError, type PathParameters, type Route } from "@niuniu/wire";
import { useEffect, useRef, useState } from "preact/hooks";
import { open } from "./call.ts";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** What is heard on a live line. */
export interface Hearing {
  /** A line came, or the connection stands again and something may have happened meanwhile. */
  readonly changed: (data: string) => void;
  /** The server does not know the caller any more, or not for this: nothing is listened to from now on. */
  readonly refused: (error: CallError) => void;
}

/** How a line is held, for what holds it. */
interface Holding extends Hearing {
  readonly open: () => Promise<ReadableStream<Uint8Array>>;
  readonly up: (up: boolean) => void;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** Holds a line until the signal ends it or the server refuses it: whatever else breaks it, the answer is to try again. */
export async function holdLine({ open: connect, up, wait, signal, changed, refused }: Holding): Promise<void> {
  const givenUp = (): boolean => signal.aborted;
  let pause = FIRST_WAIT;
  let first = true;
  while (!givenUp()) {
    try {
      const stream = await connect();
      up(true);
      if (!first) changed("reconnected");
      first = false;
      pause = FIRST_WAIT;
      await readLines(stream, (line) => {
        if (line.startsWith("data:")) changed(line.slice(5).trim());
      });
    } catch (error) {
      // Whoever has given the line up is told nothing any more: the next caller is perhaps somebody else.
      if (givenUp()) return;
      if (error instanceof CallError && (error.status === 401 || error.status === 403)) {
        up(false);
        refused(error);
        return;
      }
    }
    up(false);
    await wait(pause);
    pause = Math.min(pause * 2, LONGEST_WAIT);
  }
}

/**
 * Listens to a stream route and says what was heard. Reconnects by itself, ever more slowly, up to every 30 s, also where
 * the server ended the stream; it ends with a session, and then the next connection is refused. `parameters`: of its path.
 * Answers whether the line is up. A null route listens to nothing.
 */
export function useLive<Answer>(
  route: Route<undefined, Answer> | null,
  authorization: string,
  hearing: Hearing,
  parameters: PathParameters = {},
): boolean {
  const [up, setUp] = useState(false);
  const latest = useRef(hearing);
  latest.current = hearing;
  useEffect(() => {
    if (route === null) return undefined;
    const abort = new AbortController();
    void holdLine({
      open: () => open(route, { authorization, parameters, signal: abort.signal }),
      up: setUp,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      signal: abort.signal,
      changed: (data) => latest.current.changed(data),
      refused: (error) => latest.current.refused(error),
    });
    return () => {
      abort.abort();
    };
  }, [route, authorization, JSON.stringify(parameters)]);
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
