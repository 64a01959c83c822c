import { nameOf } from "@niuniu/roster";
import { Button, formatDay, t, useLoad } from "@niuniu/ui";
import type { JSX } from "preact";
import { shortName } from "../owed/due.ts";
import { nowAt, type Desk } from "./desk.ts";

/** A matter that somebody else has now, or has closed: since which day, and what was owed in it; "closed" where it ended. */
interface Moved {
  readonly case: string;
  readonly to: string;
  readonly day: string;
  readonly act: string;
}

type Place = Pick<Desk, "me" | "roster" | "clock" | "ahead">;

/**
 * What went to others because this member's date was missed, and what others closed before anybody had answered; nothing where there is
 * none. `words`: the prefix of the feature's strings for its desk; `read` is asked again on every `turn`.
 */
export function MovedMatters(props: {
  readonly words: string;
  readonly desk: Place;
  readonly read: () => Promise<readonly Moved[]>;
  readonly turn: number;
  readonly onOpen: (name: string) => void;
}): JSX.Element | null {
  const { words, desk } = props;
  const { value } = useLoad(props.read, `moved ${props.turn}`);
  // What became of it, as others have it now: what this member did is no news to them.
  const news = value?.filter(({ to }) => to !== desk.me) ?? [];
  if (news.length === 0) return null;
  return (
    <section class="stack close" aria-labelledby="moved">
      <h2 id="moved">{t(`${words}.moved.title`)}</h2>
      <ul class="stack close">
        {news.map((one) => (
          <li key={`${one.case} ${one.day} ${one.act}`} class="row soft">
            <Button kind="quiet" onClick={() => props.onOpen(one.case)}>
              <span class="code">{shortName(one.case)}</span>
            </Button>{" "}
            {one.act === "closed"
              ? t(`${words}.moved.told`, said(desk, one))
              : t(`${words}.moved.line`, { ...said(desk, one), act: t(`${words}.act-name.${one.act}`) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

const said = (desk: Place, { to, day }: Moved): { readonly name: string; readonly day: string } => ({
  name: nameOf(desk.roster, to),
  day: formatDay(day, nowAt(desk)),
});
