import { Notice, t, useLoad } from "@niuniu/ui";
import type { Always, Entered } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { mine as mineRoute } from "../../routes.ts";
import { counting, failingOf } from "./ways.ts";

const EVERY = 300_000;

/** Above every page: that its member is told by no way, or that one they chose does not work, and what takes its place. Else nothing. */
export function NoWay(props: Always<Entered>): JSX.Element | null {
  const { value: mine } = useLoad(() => props.inside.ask(mineRoute, undefined), `no way ${props.turn}`, EVERY);
  if (mine === null) return null;
  const failing = failingOf(mine);
  const working = counting(mine).filter(({ kind }) => !failing.some((one) => one.kind === kind));
  if (failing.length === 0)
    // Its own page says so itself.
    return working.length > 0 || props.isHere ? null : (
      <p class="soft small">{t("notices.no-way", { page: t("notices.title") })}</p>
    );
  const [next] = working;
  return (
    <>
      {failing.map(({ kind, why }) => (
        <Notice key={kind} tone="owed" title={t("notices.failing", { way: t(`notices.kind.${kind}`) })}>
          <p>{t(`notices.why.${why}`)}</p>
          <p>
            {next === undefined
              ? t("notices.failing.nobody", { page: t("notices.title") })
              : t("notices.failing.next", { way: t(`notices.kind.${next.kind}`), page: t("notices.title") })}
          </p>
        </Notice>
      ))}
    </>
  );
}
