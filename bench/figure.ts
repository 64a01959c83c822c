/** One measured figure, as one line of JSON on standard output. Everything else a bench says goes to standard error. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What the issue asks for; `atMost` says on which side of it the value must lie. */
  readonly bar: number;
  readonly atMost: boolean;
  /** A named rival or limit, with its value in the same unit. */
  readonly rival: string;
  readonly rivalValue: number;
}

const round = (value: number): number => Number(value.toPrecision(4));

/** Prints a figure and returns whether it holds its bar. `ratio` is how many times better than the rival we are. */
export function print(bench: string, figure: Figure): boolean {
  const holds = figure.atMost ? figure.value <= figure.bar : figure.value >= figure.bar;
  const ratio = figure.atMost ? figure.rivalValue / figure.value : figure.value / figure.rivalValue;
  const { figure: name, value, unit, bar, rival, rivalValue } = figure;
  const line = { bench, figure: name, value: round(value), unit, bar, holds, rival: `${rival}: ${String(rivalValue)} ${unit}`, ratio: round(ratio) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  return holds;
}

export function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The strongest peer, measured on the same kind of machine (version 5.0.95, 2026-11). */
export const PEER = "GlobaLeaks 5.0.95, same kind of machine";
