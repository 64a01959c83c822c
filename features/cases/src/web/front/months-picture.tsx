import { formatMonth, More, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Figures } from "../../routes.ts";

const [WIDTH, HEIGHT, GAP] = [60, 120, 12];

/** Answers by month as bars, with the same numbers as a table for those who would rather read or listen. */
export function MonthsPicture(props: { readonly months: Figures["months"] }): JSX.Element {
  const { months } = props;
  if (months.every((month) => month.answered === null)) return <p class="soft">{t("cases.front.months-few")}</p>;
  const highest = Math.max(1, ...months.map((month) => (month.answered ?? 0) + (month.missed ?? 0)));
  const tall = (count: number | null): number => ((count ?? 0) / highest) * HEIGHT;
  return (
    <>
      <svg class="months" viewBox={`0 0 ${months.length * (WIDTH + GAP) - GAP} ${HEIGHT + 24}`} aria-hidden="true">
        <pattern id="missed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="bar-missed" width="6" height="6" />
          <rect class="bar-hatch" width="2" height="6" />
        </pattern>
        {months.map((month, index) => {
          const [answered, missed] = [tall(month.answered), tall(month.missed)];
          const x = index * (WIDTH + GAP);
          return (
            <g key={month.month}>
              <rect class="bar" x={x} y={HEIGHT - answered - missed} width={WIDTH} height={answered} rx="5" />
              <rect fill="url(#missed)" x={x} y={HEIGHT - missed} width={WIDTH} height={missed} />
              <rect class="bar-floor" x={x} y={HEIGHT} width={WIDTH} height="1" />
              <text x={x + WIDTH / 2} y={HEIGHT + 18} text-anchor="middle">
                {formatMonth(month.month)}
              </text>
            </g>
          );
        })}
      </svg>
      <p class="hint">{t("cases.front.months-more")}</p>
      <More title={t("cases.front.table")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("cases.front.month")}</th>
              <th scope="col">{t("cases.front.answered")}</th>
              <th scope="col">{t("cases.front.missed")}</th>
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                <td>{month.answered ?? t("cases.front.too-few")}</td>
                <td>{month.missed ?? t("cases.front.too-few")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </More>
    </>
  );
}
