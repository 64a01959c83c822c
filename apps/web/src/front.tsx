import { roster } from "@niuniu/people";
import { look, type Look, type Seen } from "@niuniu/trust";
import { call, device, here, useLoaded, whenIdle } from "@niuniu/ui";
import { Front } from "@niuniu/ui/front";
import type { RosterAnswer } from "@niuniu/wire";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { parts } from "./front-parts.ts";

for (const part of parts) part.start();

const askRoster = (): Promise<RosterAnswer> => call(roster, undefined);
const looking = { shelf: device, asking: here, loadWords: () => import("@niuniu/seal/words") };

/** The committee as it was sent, and in idle time, as it holds. */
function useSeen(): Seen {
  const { value: answer, error, again } = useLoaded(askRoster);
  const [found, setFound] = useState<Look>({ state: "waiting" });
  useEffect(() => {
    if (answer === null) return;
    whenIdle(() => void look(answer, looking).then(setFound, () => setFound({ state: "unknown" })));
  }, [answer]);
  return { answer, error, again, look: found };
}

/** The public page below its first screen. */
export function PublicFront(): JSX.Element {
  return <Front parts={parts} seen={useSeen()} />;
}
