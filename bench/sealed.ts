import { hash } from "node:crypto";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { composeReport, reportBody, type ComposedReport, type ReportPlan } from "@niuniu/cases";
import { sha256, toUtf8 } from "@niuniu/note";
import { random } from "./house.ts";

/** A report ready to travel: sealed in earnest, under a receipt of its own. */
export interface SealedReport {
  readonly case: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the server asked for, to be answered before any clock starts. */
export interface Challenge {
  readonly bits: number;
  readonly challenge: string;
}

/** Reports sealed and waiting; `solve` answers the server's challenge for each and ends the threads. */
export interface Sealers {
  readonly solve: (challenge: Challenge) => Promise<readonly SealedReport[]>;
  readonly close: () => Promise<void>;
}

interface Task {
  readonly plan: ReportPlan;
  readonly count: number;
}

const THREADS = 2;

function next<Message>(worker: Worker): Promise<Message> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("a sealing thread ended early")));
  });
}

/** Seals `count` reports after `plan` on two threads. Resolves when all are sealed. */
export async function seal(plan: ReportPlan, count: number): Promise<Sealers> {
  const workers = Array.from({ length: THREADS }, (_, at) => {
    const share = Math.floor(count / THREADS) + (at < count % THREADS ? 1 : 0);
    return new Worker(new URL(import.meta.url), { workerData: { plan, count: share } satisfies Task });
  });
  const close = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    await Promise.all(workers.map((worker) => next(worker)));
  } catch (error) {
    await close();
    throw error;
  }
  const solve = async (challenge: Challenge): Promise<readonly SealedReport[]> => {
    const answers = workers.map((worker) => next<readonly SealedReport[]>(worker));
    for (const worker of workers) worker.postMessage(challenge);
    const reports = (await Promise.all(answers)).flat();
    await close();
    return reports;
  };
  return { solve, close };
}

/** The work of a report as its page would do it, with the platform's hash, which is several times as fast. */
function workFor(
  act: string,
  { bits, challenge }: Challenge,
): { readonly challenge: string; readonly counter: number } {
  const tried = Buffer.concat([Buffer.from(`niuniu work v1\n${challenge}`), sha256(toUtf8(act)), Buffer.alloc(8)]);
  for (let counter = 0; ; counter++) {
    tried.writeUInt32BE(counter, tried.length - 4);
    const found = hash("sha256", tried, "buffer");
    if (found.readUInt32BE(0) < 2 ** (32 - bits)) return { challenge, counter };
  }
}

function solved(composed: ComposedReport, challenge: Challenge): SealedReport {
  const work = challenge.bits === 0 ? undefined : workFor(composed.header.act, challenge);
  return { case: composed.case, body: reportBody(composed, work) };
}

async function runThread(port: NonNullable<typeof parentPort>): Promise<void> {
  const { plan, count } = workerData as Task;
  const sealed: ComposedReport[] = [];
  for (let at = 0; at < count; at++) sealed.push(await composeReport(plan, random));
  port.once("message", (challenge: Challenge) => {
    const reports = sealed.map((composed) => solved(composed, challenge));
    port.postMessage(
      reports,
      reports.map(({ body }) => body.buffer),
    );
  });
  port.postMessage("sealed");
}

if (!isMainThread && parentPort !== null) await runThread(parentPort);
