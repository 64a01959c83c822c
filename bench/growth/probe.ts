import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** A request that is asked again and again, or, with several bodies, each of them once. */
export interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly Uint8Array[];
  readonly once: boolean;
}

/** What people waited while it went on: the longest of each kind in ms, and how many were answered otherwise than by 200. */
export interface Waits {
  readonly longest: Readonly<Record<string, number>>;
  readonly asked: number;
  readonly failures: readonly string[];
}

/** People who ask while something goes on. `stop` lets the last answers come. */
export interface Crowd {
  readonly stop: () => Promise<Waits>;
}

/** From one request to the next. */
const PACE = 20;

/** Asks by turns, at a steady pace whatever the answers take, on a thread of its own. */
export function crowd(origin: string, asked: readonly Asked[]): Crowd {
  const worker = new Worker(new URL(import.meta.url), { workerData: { origin, asked } });
  const over = new Promise<Waits>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return {
    stop: async () => {
      worker.postMessage("stop");
      const waits = await over;
      await worker.terminate();
      return waits;
    },
  };
}

function send(origin: string, agent: Agent, { method, path, headers }: Asked, body: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(
      origin + path,
      { method, agent, headers: { ...headers, "content-length": body.length } },
      (response) => {
        let text = "";
        response.setEncoding("latin1").on("data", (more: string) => (text = (text + more).slice(0, 200)));
        response.on("end", () =>
          resolve(response.statusCode === 200 ? "" : `${path} ${response.statusCode ?? 0} ${text}`),
        );
        response.on("error", (error) => resolve(`${path} ${error.message}`));
      },
    );
    sent.setTimeout(60_000, () => sent.destroy(new Error("no answer within 60 s")));
    sent.on("error", (error) => resolve(`${path} ${error.message}`));
    sent.end(body);
  });
}

async function run(port: NonNullable<typeof parentPort>): Promise<void> {
  const { origin, asked } = workerData as { readonly origin: string; readonly asked: readonly Asked[] };
  const agent = new Agent({ keepAlive: true });
  const longest: Record<string, number> = {};
  const failures: string[] = [];
  const open = new Set<Promise<void>>();
  const state = { stopped: false };
  port.once("message", () => (state.stopped = true));
  let count = 0;
  const one = async (each: Asked, turn: number): Promise<void> => {
    const body = each.bodies[each.once ? turn : turn % each.bodies.length];
    if (body === undefined) return;
    const begun = performance.now();
    const failure = await send(origin, agent, each, body);
    longest[each.name] = Math.max(longest[each.name] ?? 0, performance.now() - begun);
    if (failure !== "") failures.push(failure);
    count++;
  };
  for (let turn = 0; !state.stopped; turn++) {
    for (const each of asked) {
      const asking = one(each, turn).finally(() => open.delete(asking));
      open.add(asking);
      await wait(PACE);
    }
  }
  await Promise.all(open);
  agent.destroy();
  port.postMessage({ longest, asked: count, failures } satisfies Waits);
}

if (!isMainThread && parentPort !== null) await run(parentPort);
