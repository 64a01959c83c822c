import { Agent, request } from "node:http";
import { PARCEL } from "@niuniu/wire";
import { routes } from "@niuniu/cases";
import type { SealedReport } from "./sealed.ts";

/** What came of sending many reports. */
export interface Outcome {
  /** Cases the server said it has. */
  readonly acknowledged: readonly string[];
  /** Why others were not acknowledged. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function post(origin: string, agent: Agent, body: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": PARCEL, "content-length": body.length };
    const sent = request(origin + routes.report.path, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => (text += more));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    sent.setTimeout(60_000, () => sent.destroy(new Error("no answer within 60 s")));
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Sends every report once, `clients` at a time, each client on a connection it keeps, as fast as answers come. */
export async function sendAll(origin: string, reports: readonly SealedReport[], clients: number): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const acknowledged: string[] = [];
  const failures: string[] = [];
  let at = 0;
  const client = async (): Promise<void> => {
    for (let report = reports[at++]; report !== undefined; report = reports[at++]) {
      try {
        const { status, text } = await post(origin, agent, report.body);
        if (status === 200 && (JSON.parse(text) as routes.ReportAnswer).case === report.case) {
          acknowledged.push(report.case);
        } else failures.push(`${status} ${text}`);
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - begun) / 1_000;
  agent.destroy();
  return { acknowledged, failures, seconds };
}
