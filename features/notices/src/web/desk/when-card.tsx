import { Button, Card, Check, Choices, Form, Select, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { settings, type Mine } from "../../routes.ts";
import type { OnMine } from "./on-mine.ts";
import { clock, HOURS } from "./ways.ts";

type Settings = Pick<Mine, "language" | "quiet" | "phoneFirst">;
const NIGHT = { from: 22 * 60, until: 7 * 60 } as const;

/** In which language and when a member is told; what is urgent waits for no hour, and the page says so. */
export function WhenCard({ desk, mine, onChanged }: OnMine): JSX.Element {
  const [changed, setChanged] = useState<Partial<Settings>>({});
  const [saved, setSaved] = useState(false);
  const act = useAct();
  const { language, quiet, phoneFirst }: Settings = { ...mine, ...changed };
  const change = (part: Partial<Settings>): void => {
    setSaved(false);
    setChanged({ ...changed, ...part });
  };
  const empty = quiet !== null && quiet.from === quiet.until;
  const save = async (): Promise<void> => {
    if (empty) return;
    const done = await act.run(async () => {
      await desk.ask(settings, { language, quiet, phoneFirst });
    });
    if (!done) return;
    setChanged({});
    setSaved(true);
    onChanged();
  };
  return (
    <Card title={t("notices.when")}>
      <Form onSubmit={save}>
        <Choices
          label={t("notices.language")}
          value={language}
          choices={[
            { value: "zh-CN", title: "中文" },
            { value: "en", title: "English" },
          ]}
          onChoose={(value) => change({ language: value })}
        />
        <Check
          checked={quiet !== null}
          onChange={(yes) => change({ quiet: yes ? (mine.quiet ?? NIGHT) : null })}
          title={t("notices.quiet")}
          hint={t("notices.quiet-hint")}
        />
        {quiet !== null && (
          <div class="pair">
            <Hour
              label={t("notices.quiet.from")}
              value={quiet.from}
              onChoose={(from) => change({ quiet: { ...quiet, from } })}
            />
            <Hour
              label={t("notices.quiet.until")}
              value={quiet.until}
              error={empty ? t("notices.quiet.empty") : null}
              onChoose={(until) => change({ quiet: { ...quiet, until } })}
            />
          </div>
        )}
        <Check
          checked={phoneFirst}
          onChange={(yes) => change({ phoneFirst: yes })}
          title={t("notices.phone-first")}
          hint={t("notices.phone-first-hint")}
        />
        <Trouble error={act.error} />
        <Button type="submit" busy={act.busy ? t("notices.working") : null}>
          {t("notices.save")}
        </Button>
        <p class="small soft" role="status">
          {saved ? t("notices.saved") : ""}
        </p>
      </Form>
    </Card>
  );
}

function Hour(props: {
  readonly label: string;
  readonly value: number;
  readonly error?: string | null;
  readonly onChoose: (minute: number) => void;
}): JSX.Element {
  const { value } = props;
  const minutes = HOURS.includes(value) ? HOURS : [...HOURS, value].toSorted((a, b) => a - b);
  return (
    <Select
      label={props.label}
      value={String(value)}
      error={props.error ?? null}
      options={minutes.map((minute) => ({ value: String(minute), text: clock(minute) }))}
      onChoose={(chosen) => props.onChoose(Number(chosen))}
    />
  );
}
