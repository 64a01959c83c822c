import { PassThrough } from "node:stream";

/** Proxies close a silent connection after 30 s or more. */
const HEARTBEAT = 20_000;

/** How often a stream asks whether its caller may still listen, in ms, where nothing else is said. */
const LOOK = 5_000;

/** What a stream ends with. */
export interface Listening {
  /** Aborts when the caller is gone, or may listen no longer. */
  readonly gone: AbortController;
  /** Whether the caller may still listen: asked every so often, and before anything is told. */
  readonly may: () => Promise<boolean>;
  /** ms between two such questions: five seconds if not said. */
  readonly every?: number | undefined;
}

/** Server-sent events: one `data:` line per text, a comment now and then so that the line stays open. */
export function eventStream(texts: AsyncIterable<string>, { gone, may, every = LOOK }: Listening): PassThrough {
  const { signal } = gone;
  const out = new PassThrough();
  const beat = setInterval(() => out.write(":\n\n"), HEARTBEAT).unref();
  const end = (): void => {
    clearInterval(beat);
    clearInterval(look);
    // Whoever waits for the next text is told as well, and ends.
    gone.abort();
    out.end();
  };
  const look = setInterval(() => void may().then((still) => (still ? undefined : end())), every).unref();
  const send = async (): Promise<void> => {
    out.write(":\n\n");
    for await (const text of texts) {
      if (signal.aborted || !(await may())) break;
      out.write(`data: ${text.replaceAll(/[\r\n]+/g, " ")}\n\n`);
    }
  };
  send()
    // A stream that fails simply ends; the page reads again and opens a new one.
    .catch(() => undefined)
    .finally(end);
  return out;
}
