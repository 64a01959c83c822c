import type { Draft } from "../draft.ts";

/** What every screen of the form is given. */
export interface ScreenProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}
