import { CallError } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { holdLine } from "./live.ts";

/** A stream that gives these lines and ends. */
const streamOf = (...lines: readonly string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const line of lines) controller.enqueue(new TextEncoder().encode(`${line}\n`));
      controller.close();
    },
  });

/** A server that answers each connection with the next of these, and the line until it is given up. */
async function held(...answers: readonly (ReadableStream<Uint8Array> | CallError)[]) {
  const heard: string[] = [];
  const waits: number[] = [];
  const abort = new AbortController();
  let connections = 0;
  await holdLine({
    open: async () => {
      const answer = answers[connections++];
      if (answer instanceof ReadableStream) return Promise.resolve(answer);
      if (answer === undefined) abort.abort();
      throw answer ?? new Error("aborted");
    },
    up: () => undefined,
    wait: (ms) => Promise.resolve(waits.push(ms)),
    signal: abort.signal,
    changed: (data) => heard.push(data),
    refused: ({ code }) => heard.push(`refused ${code}`),
  });
  return { heard, waits, connections };
}

describe("a live line", () => {
  it("that the server ended is opened again, and what happened meanwhile is asked for", async () => {
    const { heard } = await held(streamOf("data: changed"), streamOf("", "data: changed"));
    expect(heard).toEqual(["changed", "reconnected", "changed"]);
  });

  it("that ended with the session is refused when it is opened again: that is said once, and nobody knocks any more", async () => {
    const over = new CallError("people/session-over", 401);
    const { heard, connections } = await held(streamOf("data: changed"), over, streamOf("data: changed"));
    expect(heard).toEqual(["changed", "refused people/session-over"]);
    expect(connections).toBe(2);
    const left = await held(new CallError("people/no-longer-member", 403), streamOf("data: changed"));
    expect(left.heard).toEqual(["refused people/no-longer-member"]);
  });

  it("that was given up says nothing of the refusal that was under way: somebody else may have signed in since", async () => {
    const heard: string[] = [];
    const abort = new AbortController();
    await holdLine({
      open: () => {
        abort.abort();
        return Promise.reject(new CallError("people/session-over", 401));
      },
      up: () => undefined,
      wait: () => Promise.resolve(),
      signal: abort.signal,
      changed: (data) => heard.push(data),
      refused: ({ code }) => heard.push(code),
    });
    expect(heard).toEqual([]);
  });

  it("that cannot be had for a while is asked for ever more slowly", async () => {
    const busy = new CallError("host/busy", 503);
    const { heard, waits } = await held(busy, new CallError("ui/unreachable", 0), busy, streamOf("data: changed"));
    expect(heard).toEqual(["changed"]);
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 1_000]);
  });
});
