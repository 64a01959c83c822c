import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { env } from "node:process";
import { CannotCheck } from "../trouble.ts";
import { parseFields, type Fields } from "../verify/json.ts";

const PATIENCE = 30_000;
const LARGEST = 4 * 1024 * 1024;

/** What a host answered: the object, and whether it is what was asked for or a refusal. */
export interface Answer {
  readonly taken: boolean;
  readonly fields: Fields;
}

/** Hands JSON in at a path of a host, over the proxy that the environment names for it, if it does. CannotCheck where no object comes back. */
export async function post(url: URL, path: string, json: object): Promise<Answer> {
  const secure = url.protocol === "https:";
  const agent = secure ? new SecureAgent({ proxyEnv: env }) : new PlainAgent({ proxyEnv: env });
  const where = `${url.pathname.replace(/\/$/, "")}${path}`;
  const body = JSON.stringify(json);
  const told = new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const signal = AbortSignal.timeout(PATIENCE);
    const ask = secure ? secureRequest : plainRequest;
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    const asked = ask({ hostname, port: url.port, path: where, method: "POST", agent, headers, signal }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
        if (text.length > LARGEST) asked.destroy(new Error("too-large"));
      });
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.on("error", reject);
    asked.end(body);
  });
  try {
    const { status, text } = await told;
    const fields = parseFields(text);
    if (fields === null) throw new CannotCheck("not-understood", { host: url.host, path });
    return { taken: status === 200, fields };
  } catch (cause) {
    if (cause instanceof CannotCheck) throw cause;
    throw new CannotCheck("network", { host: url.host, path, why: cause instanceof Error ? cause.message : "" });
  } finally {
    agent.destroy();
  }
}
