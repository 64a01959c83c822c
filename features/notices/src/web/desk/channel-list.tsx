import { Button, Card, Dialog, Notice, Pill, t, Trouble, useAct, type Tone } from "@niuniu/ui";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { arrived, attempt, order, remove, type Channel, type Result } from "../../routes.ts";
import type { OnMine } from "./on-mine.ts";
import { letSleep, ownChannel } from "./this-browser.ts";
import { carriedBy, moved } from "./ways.ts";

const TONES: Readonly<Record<Channel["standing"], Tone>> = {
  ...{ untried: "owed", sent: "owed", counts: "done", gone: "missed", lost: "missed" },
};

/** The ways a member has chosen, in the order in which they are tried. */
export function ChannelList(props: OnMine): JSX.Element {
  const { channels } = props.mine;
  return (
    <Card title={t("notices.ways")}>
      {channels.length === 0 ? (
        <p>{t("notices.ways.none")}</p>
      ) : (
        <>
          <p class="soft">{t("notices.ways.order")}</p>
          <ol class="stack">
            {channels.map((channel) => (
              <ChannelRow key={channel.id} {...props} channel={channel} />
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}

/** One way: how it stands, what came of the trial, and what can be done about it. */
function ChannelRow(props: OnMine & { readonly channel: Channel }): JSX.Element {
  const { desk, mine, channel, onChanged } = props;
  const { id, kind, shown, standing } = channel;
  const [outcome, setOutcome] = useState<Result["outcome"] | null>(null);
  const [asking, setAsking] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const act = useAct();
  const own = kind === "push" && ownChannel() === id;
  const address = own ? t("notices.this-browser", { by: shown }) : shown;
  const way = t("notices.way", { way: t(`notices.kind.${kind}`), address });
  const proven = mine.offered.some((one) => one.kind === kind && one.proven);
  const does = (work: () => Promise<unknown>): void =>
    void act
      .run(async () => {
        await work();
      })
      .then(onChanged);
  const attemptIt = async (): Promise<void> => setOutcome((await desk.ask(attempt, { channel: id })).outcome);
  const move = async (ids: readonly string[]): Promise<void> => {
    await desk.ask(order, { channels: ids });
    row.current?.focus();
  };
  return (
    <li class="card" ref={row} tabIndex={-1} aria-label={way}>
      <p class="row spread">
        <strong>{way}</strong>
        <Pill tone={TONES[standing]}>{t(`notices.standing.${standing}`)}</Pill>
      </p>
      <p class="soft small">{t(carriedBy(kind))}</p>
      {!proven && <p class="soft small">{t("notices.unproven", { way: t(`notices.kind.${kind}`) })}</p>}
      <p>{t(`notices.standing.${standing}-why`)}</p>
      {outcome !== null && outcome !== "sent" && (
        <Notice tone="missed" title={t("notices.try.failed")}>
          {t(`notices.why.${outcome}`)}
        </Notice>
      )}
      <Trouble error={act.error} />
      <div class="row">
        {standing === "sent" && (
          <Button
            kind="main"
            onClick={() => does(() => desk.ask(arrived, { channel: id }))}
            busy={act.busy ? t("notices.working") : null}
          >
            {t("notices.arrived")}
          </Button>
        )}
        {standing !== "lost" && (
          <Button
            kind={standing === "untried" ? "main" : "quiet"}
            label={t("notices.try-of", { way })}
            onClick={() => does(attemptIt)}
            busy={act.busy ? t("notices.working") : null}
          >
            {t(standing === "untried" ? "notices.try" : "notices.try-again")}
          </Button>
        )}
        <Moves channels={mine.channels} id={id} way={way} onMove={(ids) => does(() => move(ids))} />
        <Button kind="quiet" label={t("notices.remove-of", { way })} onClick={() => setAsking(true)}>
          {t("notices.remove")}
        </Button>
      </div>
      <Dialog open={asking} title={t("notices.remove-of", { way })} onClose={() => setAsking(false)}>
        <p>{t("notices.remove-why")}</p>
        <Button
          kind="danger"
          onClick={() => {
            setAsking(false);
            does(async () => {
              await desk.ask(remove, { channel: id });
              if (own) await letSleep();
            });
          }}
        >
          {t("notices.remove")}
        </Button>
        <Button onClick={() => setAsking(false)}>{t("notices.cancel")}</Button>
      </Dialog>
    </li>
  );
}

/** One place further up or down, where there is one. */
function Moves(props: {
  readonly channels: readonly Channel[];
  readonly id: string;
  readonly way: string;
  readonly onMove: (ids: readonly string[]) => void;
}): JSX.Element {
  const { channels, id, way, onMove } = props;
  const [up, down] = [moved(channels, id, -1), moved(channels, id, 1)];
  return (
    <>
      {up !== null && (
        <Button kind="quiet" label={t("notices.up-of", { way })} onClick={() => onMove(up)}>
          {t("notices.up")}
        </Button>
      )}
      {down !== null && (
        <Button kind="quiet" label={t("notices.down-of", { way })} onClick={() => onMove(down)}>
          {t("notices.down")}
        </Button>
      )}
    </>
  );
}
