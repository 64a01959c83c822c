import { Pill, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { CaseClass } from "../../routes.ts";

const tones = { crisis: "missed", serious: "owed", ordinary: undefined } as const;

/** How urgent a case is, at a glance. */
export function Urgency(props: { readonly of: CaseClass }): JSX.Element {
  return <Pill tone={tones[props.of]}>{t(`cases.desk.class.${props.of}`)}</Pill>;
}
