import { Button, Progress, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SealedThread } from "../../../thread.ts";
import type { Desk } from "../desk.ts";
import { catchUp, type Followed, type NotMine } from "./catch-up.ts";
import { useKept } from "./use-kept.ts";

/** So many at once take long enough to be seen. */
const MANY = 10;

/** How far it has come, over as many rounds as it takes. */
interface Far {
  readonly done: number;
  readonly all: number;
}

/**
 * Keeps reading what is new in this member's matters while they are in. Many at once, as on a device that is new to them, are counted
 * before their eyes; who stops it goes on later, where it stood, as does whoever comes back. `words`: the prefix of the feature's strings
 * for it.
 */
export function CatchUpBar<Header extends SealedThread, Opened, D extends Pick<Desk, "ask" | "me">>(props: {
  readonly words: string;
  readonly desk: D;
  readonly followed: Followed<Header, Opened, D>;
  readonly turn: number;
}): JSX.Element | null {
  const { desk, followed, turn, words } = props;
  const kept = useKept();
  const notMine = useRef<NotMine>(new Map());
  const [far, setFar] = useState<Far | null>(null);
  const [stopped, setStopped] = useState(false);
  useEffect(() => {
    if (stopped) return undefined;
    let over = false;
    // What is new while it runs makes it longer, and takes nothing from what is done.
    const tell = (left: number): void =>
      setFar((before) => {
        const done = before === null ? 0 : Math.max(before.done, before.all - left);
        return over ? before : { done, all: done + left };
      });
    catchUp(desk, followed, { kept, notMine: notMine.current, over: () => over, tell })
      .then(() => !over && setFar(null))
      .catch(() => null);
    return () => {
      over = true;
    };
  }, [desk, kept, turn, stopped]);
  if (far === null || far.all < MANY) return null;
  return (
    <div class="row spread catch-up">
      {stopped ? (
        <span class="soft small">{t(`${words}.stopped`, { ...far })}</span>
      ) : (
        <Progress words={t(`${words}.going`, { ...far })} done={far.done / far.all} />
      )}
      <Button kind="quiet" onClick={() => setStopped(!stopped)}>
        {t(stopped ? `${words}.go-on` : `${words}.stop`)}
      </Button>
    </div>
  );
}
