/** One measured figure, as one line of JSON on standard output. Everything else a bench says goes to standard error. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What must be reached; `atMost` says on which side of it the value must lie. */
  readonly bar: number;
  readonly atMost: boolean;
  /** A named rival or limit and its value in the same unit, where there is one to compare with. */
  readonly rival?: { readonly name: string; readonly value: number };
}

const round = (value: number): number => Number(value.toPrecision(4));

/** Prints a figure and returns whether it holds its bar. `ratio` is how many times better than the rival we are. */
export function print(bench: string, { figure, value, unit, bar, atMost, rival }: Figure): boolean {
  const holds = atMost ? value <= bar : value >= bar;
  const ratio = rival === undefined ? null : round(atMost ? rival.value / value : value / rival.value);
  const against = rival === undefined ? null : `${rival.name}: ${rival.value} ${unit}`;
  process.stdout.write(
    `${JSON.stringify({ bench, figure, value: round(value), unit, bar, holds, rival: against, ratio })}\n`,
  );
  return holds;
}

export function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The value below which so many in a hundred lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? 0;
}

/** The strongest peer, measured on the same kind of machine (version 5.0.95, 2026-11). */
export const peer = (value: number) => ({ name: "GlobaLeaks 5.0.95, same kind of machine", value });
