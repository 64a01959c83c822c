import { answerOf, feature, type Host } from "@niuniu/host";
import { z } from "zod";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import type { Ports } from "./context.ts";
import { LARGEST_TEMPLATES, readHandler, saveHandler } from "./templates.ts";

/** The replies that the committee keeps ready: one file that this server cannot read. */
export const templates = feature({
  name: "templates",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  mount,
});

const head = z.string().regex(/^[0-9a-f]{64}$/);
const headOrNone = z.union([head, z.literal("")]);
const readDoor: z.ZodType<{ readonly known: string }> = z.strictObject({ known: headOrNone });
const saveDoor: z.ZodType<routes.TemplatesHeader & { readonly previous: string }> = z.strictObject({
  number: z.int().min(1).max(1_000_000_000),
  head,
  previous: headOrNone,
});
const header = z.strictObject({ number: z.int().min(0), head: headOrNone });

function mount(host: Host, ports: Ports): Promise<void> {
  const context = { ...ports, host };
  host.serve.member(routes.read, readDoor, readHandler(context), { answer: answerOf(routes.read, header) });
  host.serve.member(routes.save, saveDoor, saveHandler(context), {
    limit: LARGEST_TEMPLATES + 65_536,
    answer: answerOf(routes.save, header),
  });
  return Promise.resolve();
}
