import { memberOf } from "@niuniu/roster";
import type { Trust } from "@niuniu/trust";
import { formatDay, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Difference } from "../../differences.ts";
import { isChained } from "../sealed-kind.ts";
import type { Alarm } from "../../verify-thread.ts";

/** What the server's story and the rules disagree about, in plain words and loudly. */
export function Differences(props: {
  /** The prefix of the feature's strings for it, such as "cases.thread". */
  readonly words: string;
  readonly thread: {
    readonly alarms: readonly Alarm[];
    readonly differences: readonly Difference[];
    readonly trust: Pick<Trust, "roster">;
  };
}): JSX.Element | null {
  const { words, thread } = props;
  const chained = isChained(thread);
  const misplaced = thread.alarms.filter(({ code }) => code === "place");
  const differences = [...misplaced.map(({ number }) => ({ code: "broken-numbering", number })), ...thread.differences];
  if (chained && differences.length === 0) return null;
  const told = (value: unknown): string | number => {
    if (Array.isArray(value)) return value.map((one) => told(one)).join(" / ");
    if (typeof value === "number") return value;
    const text = String(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(text, Date.now());
    return memberOf(thread.trust.roster, text)?.name ?? text;
  };
  return (
    <div class="notice tone-missed stack close" role="alert">
      {!chained && <p>{t(`${words}.broken-chain`)}</p>}
      {differences.length > 0 && (
        <>
          <strong>{t(`${words}.differs`)}</strong>
          <ul class="points">
            {differences.map((difference, index) => (
              <li key={index}>
                {t(
                  `${words}.d.${difference.code}`,
                  Object.fromEntries(Object.entries(difference).map(([key, value]) => [key, told(value)])),
                )}
              </li>
            ))}
          </ul>
          <p class="small">{t(`${words}.differs-more`)}</p>
        </>
      )}
    </div>
  );
}
