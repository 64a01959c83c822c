import { originOf, type Origin } from "@niuniu/committee";
import { type Member, type Roster } from "@niuniu/roster";
import { formatDay, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Newcomer } from "../../routes.ts";

/** True for somebody for whom a member may sign, once the words are compared: invited, or known by keys of before. */
export const isWelcome = ({ kind }: Origin): boolean => kind === "invited" || kind === "returning";

/**
 * Where those come from whose keys a draft brings, by id, as the server's answer about them tells. Nobody is asked for before
 * statement 1: founders compare everybody's words. `now` in ms.
 */
export function originsIn(
  before: Roster | null,
  fresh: readonly Member[],
  waiting: readonly Newcomer[],
  now: number,
): ReadonlyMap<string, Origin> {
  if (before === null) return new Map();
  const shownFor = ({ id, key, recipient }: Member): Pick<Newcomer, "invitation" | "link"> =>
    waiting.find((one) => one.id === id && one.key === key && one.recipient === recipient) ?? NOTHING;
  return new Map(
    fresh.map((member) => {
      const { invitation, link } = shownFor(member);
      return [member.id, originOf(before, { ...member, invitation, link }, now)];
    }),
  );
}

const NOTHING = { invitation: null, link: null } as const;

/** Who invited somebody, quietly; or loudly why nobody should sign for them, and what to do instead. */
export function OriginNotice(props: { readonly origin: Origin; readonly name: string }): JSX.Element | null {
  const { origin, name } = props;
  if (origin.kind === "returning") return null;
  const invited = "by" in origin ? { by: origin.by.name, day: formatDay(origin.date, Date.now()) } : {};
  const say = (key: string): string => t(`people.origin.${key}`, { name, ...invited });
  if (origin.kind === "invited") return <p class="soft small">{say("invited")}</p>;
  return (
    <Notice tone="missed" title={say(origin.kind)}>
      {say(`${origin.kind}-why`)}
    </Notice>
  );
}
