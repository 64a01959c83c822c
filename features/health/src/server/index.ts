import { answerOf, feature, type Host } from "@niuniu/host";
import { Refused, type HealthState } from "@niuniu/wire";
import { z } from "zod";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";

/** The house's own health, for its members and for whatever supervises the server. */
export const health = feature({ name: "health", refusals, mount });

const sentence = z.strictObject({ en: z.string(), "zh-CN": z.string() });
const answers = {
  lines: answerOf(
    routes.lines,
    z.array(z.strictObject({ code: z.string(), state: z.enum(["well", "soon", "ill"]), sentence })),
  ),
  live: answerOf(routes.live, z.strictObject({ live: z.literal(true) })),
  ready: answerOf(routes.ready, z.strictObject({ ready: z.literal(true) })),
};

const FIRST: readonly HealthState[] = ["ill", "soon", "well"];

function mount({ serve, health: house, ending }: Host): Promise<void> {
  serve.member(
    routes.lines,
    null,
    async () => (await house.look()).toSorted((one, other) => FIRST.indexOf(one.state) - FIRST.indexOf(other.state)),
    { answer: answers.lines },
  );
  serve.anyone(routes.live, null, () => Promise.resolve({ live: true as const }), { answer: answers.live });
  serve.anyone(
    routes.ready,
    null,
    async () => {
      if (ending.aborted || !(await house.ready())) throw new Refused("health/not-ready");
      return { ready: true as const };
    },
    { answer: answers.ready },
  );
  return Promise.resolve();
}
