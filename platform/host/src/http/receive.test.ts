import { connect, type AddressInfo, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { afterEach, expect, test, vi } from "vitest";
import { createApp } from "./app.ts";
import { bodiesOn, type Bodies } from "./receive.ts";
import { refusalTable } from "./refuse.ts";

const KIB = 1_024;
const room = 256 * KIB;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Bodies on a clock that is set by hand, and senders into them. */
function receiving() {
  let clock = 0;
  const bodies = bodiesOn(() => clock);
  closing.push(bodies.close);
  const sender = (pool = "reports", limit = 64 * KIB) => {
    const source = new PassThrough();
    const state = { end: "" };
    bodies.receive(source, { pool, room, limit, length: NaN }).then(
      (body) => (state.end = `whole ${body.length}`),
      (error: unknown) => (state.end = (error as { readonly code: string }).code),
    );
    return {
      state,
      send: async (bytes: number) => {
        source.write(Buffer.alloc(bytes));
        await moment();
      },
      end: async () => {
        source.end();
        await moment();
      },
    };
  };
  return { bodies, sender, pass: (ms: number) => void (clock += ms) };
}

const heldIn = (bodies: Bodies, pool: string): number => bodies.held(pool).bytes;

test("a hundred bodies that never end hold no more than their budget, and one that is sent gets through", async () => {
  const { bodies, sender, pass } = receiving();
  const stuck = Array.from({ length: 100 }, () => sender());
  for (const one of stuck) {
    await one.send(20 * KIB);
    expect(heldIn(bodies, "reports")).toBeLessThanOrEqual(room);
    pass(50);
  }
  const honest = sender();
  for (let part = 0; part < 4; part++) {
    await honest.send(8 * KIB);
    pass(1_000);
    expect(heldIn(bodies, "reports")).toBeLessThanOrEqual(room);
  }
  await honest.end();
  expect(honest.state.end).toBe(`whole ${32 * KIB}`);
  expect(stuck.filter(({ state }) => state.end === "host/too-slow").length).toBeGreaterThan(80);
});

test("bodies that come at once but for their end, and then hold the place, go before one on a slow line", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  closing.push(() => vi.useRealTimers());
  const { sender, pass } = receiving();
  const second = async (): Promise<void> => {
    // A new one every second: each lasts for as long as the pool has room for it.
    await sender().send(20 * KIB);
    pass(1_000);
    vi.advanceTimersByTime(1_000);
  };
  for (let before = 0; before < 15; before++) await second();
  const honest = sender();
  for (let part = 0; part < 40; part++) {
    await honest.send(KIB);
    await second();
  }
  await honest.end();
  expect(honest.state.end).toBe(`whole ${40 * KIB}`);
});

test("a flood of one kind takes nothing from another's budget", async () => {
  const { bodies, sender } = receiving();
  const other = sender("others");
  await other.send(10 * KIB);
  for (let at = 0; at < 40; at++) await sender().send(20 * KIB);
  expect(other.state.end).toBe("");
  expect(bodies.held("others").bodies).toBe(1);
});

test("bytes sent one at a time cost what they cost", async () => {
  const { bodies, sender } = receiving();
  const one = sender();
  for (let at = 0; at < 40; at++) await one.send(1);
  expect(heldIn(bodies, "reports")).toBeGreaterThan(10_000);
});

test("a body beyond its limit is refused before it is whole, and nothing of it stays", async () => {
  const { bodies, sender } = receiving();
  const one = sender();
  await one.send(65 * KIB);
  expect(one.state.end).toBe("host/too-large");
  expect(bodies.held("reports")).toEqual({ bytes: 0, bodies: 0 });
});

/** A server as the host makes it, with one route, and a connection to it that has sent this much. */
async function serving() {
  const app = createApp(refusalTable(), { failed: () => undefined, bug: () => undefined });
  app.post("/in", { config: { bodies: { pool: "in", room } }, bodyLimit: 64 * KIB }, (request) =>
    String((request.body as Buffer).length),
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
  closing.push(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  return (length: number): { readonly socket: Socket; readonly heard: () => string } => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket
      .setEncoding("utf8")
      .on("data", (text: string) => (heard += text))
      .on("error", () => undefined);
    socket.write(`POST /in HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: ${60 * KIB}\r\n\r\n`);
    socket.write(Buffer.alloc(length));
    closing.push(() => socket.destroy());
    return { socket, heard: () => heard };
  };
}

test("over the network, unfinished uploads beyond the budget are told so and let go, and a whole one is taken", async () => {
  const open = await serving();
  const stuck = Array.from({ length: 40 }, () => open(20 * KIB));
  const gone = stuck.map(({ socket }) => new Promise((resolve) => socket.once("close", resolve)));
  await Promise.race(gone);
  const whole = open(60 * KIB);
  while (!whole.heard().endsWith(String(60 * KIB))) await moment();
  expect(whole.heard()).toContain("200 OK");
  expect(stuck.filter(({ heard }) => heard().includes("host/too-slow")).length).toBeGreaterThan(0);
});
