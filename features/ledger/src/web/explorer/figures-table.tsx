import { LOOKS_BACK, onTimeOf, type routes } from "@niuniu/cases";
import { formatMonth, t } from "@niuniu/ui";
import type { JSX } from "preact";

type Figures = routes.Figures;

/** A count as the record has it: small ones are not told exactly. */
function countWords(count: string | number | null | undefined): string {
  if (count === "none" || count === 0) return t("ledger.figures.none");
  if (count === null || count === undefined) return t("ledger.figures.too-few");
  return count === "1-4" ? "1–4" : String(count);
}

/** In whole percent, or its bounds where a count is too small to be told. */
const shareWords = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  least === most ? `${least}%` : `${least}–${most}%`;

/** Months with too few answers are not told; there is nothing to show of them. */
const isTold = ({ answered, missed }: Figures["months"][number]): boolean => answered !== null || missed !== null;

const COUNTED = {
  met: "met90",
  missed: "missed90",
  "set-aside": "setAside90",
  contested: "contested90",
  reopened: "reopened90",
} as const;

/** The public figures of a day, as they were published. */
export function FiguresTable({ figures }: { readonly figures: Figures }): JSX.Element {
  const share = onTimeOf(figures);
  const rows = [
    ["open", countWords(figures.open)],
    ["waiting", countWords(figures.waiting)],
    ["overdue", countWords(figures.overdue)],
    ["median", countWords(figures.medianAnswerDays)],
    ["on-time", share === null ? t("ledger.figures.too-few") : shareWords(share)],
    ["missed-ever", countWords(figures.missedEver)],
  ] as const;
  // Figures of earlier days were published without these.
  const besides = (["met", "missed", "set-aside", "contested", "reopened"] as const).flatMap((key) => {
    const count = (figures as Partial<Figures>)[COUNTED[key]];
    return count === undefined ? [] : [[key, countWords(count)] as const];
  });
  return (
    <table>
      <tbody>
        {[...rows, ...besides].map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{t(`ledger.figures.${key}`, { days: LOOKS_BACK })}</th>
            <td>{value}</td>
          </tr>
        ))}
        {figures.months.filter(isTold).map(({ month, answered, missed }) => (
          <tr key={month}>
            <th scope="row">{formatMonth(month)}</th>
            <td>{t("ledger.figures.month", { answered: countWords(answered), missed: countWords(missed) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
