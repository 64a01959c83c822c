import { PassThrough } from "node:stream";

/** Proxies close a silent connection after 30 s or more. */
const HEARTBEAT = 20_000;

/** Server-sent events: one `data:` line per text, a comment now and then so that the line stays open. */
export function eventStream(texts: AsyncIterable<string>, signal: AbortSignal): PassThrough {
  const out = new PassThrough();
  const beat = setInterval(() => out.write(":\n\n"), HEARTBEAT).unref();
  const send = async (): Promise<void> => {
    out.write(":\n\n");
    for await (const text of texts) {
      if (signal.aborted) break;
      out.write(`data: ${text.replaceAll(/[\r\n]+/g, " ")}\n\n`);
    }
  };
  send()
    // A stream that fails simply ends; the page reads again and opens a new one.
    .catch(() => undefined)
    .finally(() => {
      clearInterval(beat);
      out.end();
    });
  return out;
}
