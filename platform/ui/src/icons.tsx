import type { JSX } from "preact";

/** An ox's head in two strokes: horns green, face ink. */
export function OxIcon(): JSX.Element {
  return (
    <svg class="ox" viewBox="0 0 26 26" width="26" height="26" aria-hidden="true">
      <path class="horns" d="M3 4c0 5 2 7 5 7h10c3 0 5-2 5-7" />
      <path class="face" d="M8 11c0 8 1 12 5 12s5-4 5-12" />
    </svg>
  );
}

/** A small check. */
export function CheckIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d="M3 8.5l3.2 3.2L13 5" />
    </svg>
  );
}
