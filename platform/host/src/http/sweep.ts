import type { FastifyInstance } from "fastify";

/** Nobody has asked for anything for so long (ms): now there is time. */
const QUIET = 5_000;

/**
 * Has what died while people were served swept up once nobody asks for anything any more. By itself that waits for the next
 * busy hour, and until then an idle server holds what it started with and the bodies of the last rush. It stands still
 * for some 50 ms meanwhile. `sweep`: the engine's own, where it was started with `--expose-gc`; else nothing is done.
 */
export function sweepWhenQuiet(app: FastifyInstance, sweep: (() => void) | undefined = globalThis.gc): void {
  if (sweep === undefined) return;
  const timer = setTimeout(() => sweep(), QUIET).unref();
  app.addHook("onResponse", (_request, _reply, done) => {
    timer.refresh();
    done();
  });
  app.addHook("onClose", (_app, done) => {
    clearTimeout(timer);
    done();
  });
}
