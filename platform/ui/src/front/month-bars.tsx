import type { JSX } from "preact";
import { More } from "../asides.tsx";
import { formatMonth } from "../format-month.ts";
import { t } from "../text.ts";

const [WIDTH, HEIGHT, GAP, SIDE] = [34, 96, 8, 26];
/** As tall as this is what is too small to be told: an outline with a word, which is no bar and not nothing. Above every bar there is room for it. */
const FEW = 26;

/** "2026-11", and how many were kept and missed in it; null what is too small to be told. */
interface Month {
  readonly month: string;
  readonly kept: number | null;
  readonly missed: number | null;
}

const isFew = (month: Month): boolean => month.kept === null || month.missed === null;

/** Before the first month that has a figure there was no line, or nothing that can be told of it. */
function since(months: readonly Month[]): readonly Month[] {
  const first = months.findIndex(({ kept, missed }) => kept !== null || missed !== null);
  return first === -1 ? [] : months.slice(first);
}

/**
 * What was kept and missed by month as bars, with the same numbers as a table for those who would rather read or listen. `words`: the
 * prefix of the feature's strings for it; `tooFew`: what it says of a number that is too small to be told.
 */
export function MonthBars(props: {
  readonly words: string;
  readonly tooFew: string;
  readonly months: readonly Month[];
}): JSX.Element {
  const { words, tooFew } = props;
  const months = since(props.months);
  if (months.every((month) => month.kept === null)) return <p class="soft">{t(`${words}.few`)}</p>;
  const highest = Math.max(1, ...months.map((month) => (month.kept ?? 0) + (month.missed ?? 0)));
  const some = months.some(isFew);
  const tall = (count: number | null): number => ((count ?? 0) / highest) * (some ? HEIGHT - FEW : HEIGHT);
  const wide = SIDE + months.length * (WIDTH + GAP) - GAP;
  return (
    <>
      <svg class="months" preserveAspectRatio="xMinYMid" viewBox={`0 -8 ${wide} ${HEIGHT + 32}`} aria-hidden="true">
        <pattern id="missed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="bar-missed" width="6" height="6" />
          <rect class="bar-hatch" width="2" height="6" />
        </pattern>
        {[highest, 0].map((count) => (
          <g key={count}>
            <rect class="bar-floor" x={SIDE} y={HEIGHT - tall(count)} width={wide - SIDE} height="1" />
            <text x={SIDE - 6} y={HEIGHT - tall(count) + 5} text-anchor="end">
              {count}
            </text>
          </g>
        ))}
        {months.map((month, index) => (
          <Bars key={month.month} month={month} x={SIDE + index * (WIDTH + GAP)} tall={tall} />
        ))}
      </svg>
      <p class="hint">
        {t(`${words}.more`)}
        {some && t(`${words}.few-of`)}
      </p>
      <More title={t(`${words}.table`)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`${words}.month`)}</th>
              <th scope="col">{t(`${words}.kept`)}</th>
              <th scope="col">{t(`${words}.missed`)}</th>
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                <td>{month.kept ?? tooFew}</td>
                <td>{month.missed ?? tooFew}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </More>
    </>
  );
}

/** One month: missed below, kept on it, and an outline above them for what is too small to be told. */
function Bars(props: {
  readonly month: Month;
  readonly x: number;
  readonly tall: (count: number | null) => number;
}): JSX.Element {
  const { month, x, tall } = props;
  const [kept, missed] = [tall(month.kept), tall(month.missed)];
  const top = HEIGHT - kept - missed;
  return (
    <>
      <rect class="bar" x={x} y={top} width={WIDTH} height={kept} rx="5" />
      <rect fill="url(#missed)" x={x} y={HEIGHT - missed} width={WIDTH} height={missed} />
      {isFew(month) && (
        <>
          <rect
            x={x + 1}
            y={top - FEW}
            width={WIDTH - 2}
            height={FEW - 1}
            class="bar-hatch"
            stroke="currentColor"
            stroke-dasharray="3"
          />
          <text x={x + WIDTH / 2} y={top - FEW / 2 + 4} text-anchor="middle">
            &lt;5
          </text>
        </>
      )}
      <text x={x + WIDTH / 2} y={HEIGHT + 18} text-anchor="middle">
        {formatMonth(month.month)}
      </text>
    </>
  );
}
