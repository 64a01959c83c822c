import { formatDay, More, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { ROWS, type Day, type Row } from "../entries/days.ts";

const [CELL, GAP, HEIGHT] = [10, 2, 14];
const STEP = CELL + GAP;

/** What was published on each of the last days, a row a kind; a day on which no server ran for a while is hatched. */
export function Picture({ days }: { readonly days: readonly Day[] }): JSX.Element {
  const now = Date.now();
  const [first, last] = [days[0]?.date ?? "", days.at(-1)?.date ?? ""];
  // Only a sample has a past that was played.
  const rows = ROWS.filter((row) => row !== "played" || days.some(({ played }) => played > 0));
  const busy = days.filter(({ counts }) => ROWS.some((row) => counts[row] > 0)).toReversed();
  return (
    <figure class="stack close">
      {rows.map((row) => (
        <div key={row}>
          <span class="small soft">{t(`ledger.row.${row}`)}</span>
          <Line row={row} days={days} />
        </div>
      ))}
      <figcaption class="hint">
        {t("ledger.picture.more", { first: formatDay(first, now), last: formatDay(last, now) })}
      </figcaption>
      <More title={t("ledger.picture.table")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("ledger.picture.day")}</th>
              <th scope="col">{t("ledger.picture.entries")}</th>
            </tr>
          </thead>
          <tbody>
            {busy.map((day) => (
              <tr key={day.date}>
                <th scope="row">{formatDay(day.date, now)}</th>
                <td>{entriesWords(day)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </More>
    </figure>
  );
}

function Line({ row, days }: { readonly row: Row; readonly days: readonly Day[] }): JSX.Element {
  return (
    <svg
      viewBox={`0 0 ${days.length * STEP - GAP} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {days.map((day, at) => (
        <g key={day.date}>
          <rect class="bar-floor" x={at * STEP} y={HEIGHT - 3} width={CELL} height="3" />
          {day.counts[row] > 0 && (
            <rect
              class={row === "downtime" ? "bar-missed" : row === "played" ? "bar-floor" : "bar"}
              x={at * STEP}
              y={HEIGHT - tallOf(row, day)}
              width={CELL}
              height={tallOf(row, day)}
            />
          )}
        </g>
      ))}
    </svg>
  );
}

const tallOf = (row: Row, { away, played }: Day): number =>
  row === "downtime" ? tall(away) : row === "played" ? tall(played) : HEIGHT;

/** Never so low that a short absence is not seen. */
const tall = (part: number): number => Math.max(5, part * HEIGHT);

const entriesWords = ({ counts }: Day): string =>
  ROWS.filter((row) => counts[row] > 0)
    .map((row) => (counts[row] > 1 ? `${t(`ledger.row.${row}`)} × ${counts[row]}` : t(`ledger.row.${row}`)))
    .join(t("ledger.comma"));
