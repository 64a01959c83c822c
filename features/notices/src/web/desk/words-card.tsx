import { Breakable, Button, Card, Check, Choices, Form, language, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { greetings, messageOf, type Language, type Slots } from "../../message.ts";
import { words } from "../../routes.ts";
import type { OnMine } from "./on-mine.ts";

/** The language of the page first. */
const inBoth = (): readonly Language[] => (language() === "en" ? ["en", "zh-CN"] : ["zh-CN", "en"]);

/** What a notice says, and the two places in it that the committee fills: each with one of a few things, and seen before it is kept. */
export function WordsCard({ desk, mine, onChanged }: OnMine): JSX.Element {
  const [changed, setChanged] = useState<Partial<Slots>>({});
  const [saved, setSaved] = useState(false);
  const act = useAct();
  const { organisation, link } = mine;
  const slots: Slots = { ...mine.slots, ...changed };
  const isChanged = slots.greeting !== mine.slots.greeting || slots.named !== mine.slots.named;
  const change = (part: Partial<Slots>): void => {
    setSaved(false);
    setChanged({ ...changed, ...part });
  };
  const save = async (): Promise<void> => {
    const done = await act.run(async () => {
      await desk.ask(words, slots);
    });
    if (!done) return;
    setChanged({});
    setSaved(true);
    onChanged();
  };
  return (
    <Card title={t("notices.says")}>
      <p class="soft small">{t("notices.says-why")}</p>
      {inBoth().map((one) => (
        <p key={one} class="said" lang={one}>
          <Breakable text={messageOf({ language: one, slots, organisation, link }).text} />
        </p>
      ))}
      <details class="more">
        <summary>{t("notices.words")}</summary>
        <Form onSubmit={save}>
          <p class="soft">{t("notices.words.lead")}</p>
          <Choices
            label={t("notices.words.greeting")}
            value={slots.greeting}
            choices={greetings.map((value) => ({ value, title: t(`notices.words.greeting.${value}`) }))}
            onChoose={(greeting) => change({ greeting })}
          />
          <Check
            checked={slots.named}
            onChange={(named) => change({ named })}
            title={t("notices.words.named", { organisation })}
            hint={t("notices.words.named-hint")}
          />
          <Trouble error={act.error} />
          <Button type="submit" busy={act.busy ? t("notices.working") : null}>
            {t("notices.words.save")}
          </Button>
          <p class="small soft" role="status">
            {saved ? t("notices.saved") : isChanged ? t("notices.words.unsaved") : ""}
          </p>
        </Form>
      </details>
    </Card>
  );
}
