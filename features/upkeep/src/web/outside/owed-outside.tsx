import { thread as threadRoute } from "@niuniu/matter/web/open";
import { roster } from "@niuniu/people";
import { readCommittee } from "@niuniu/trust";
import { addStrings, Button, call, Card, Notice, Progress, sentenceOf, t, Trouble, useLoad } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { list, type UpkeepLine } from "../../routes.ts";
import { unbegunIn } from "../../unbegun.ts";
import { newestRules } from "../reading.ts";
import { Story } from "../story.tsx";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };
import { toldOf } from "../told.ts";
import { titleOf, whichOf } from "../words.ts";

/** The statements that this browser has checked, with the texts that the newest names, and how far the server's clock goes ahead. */
type House = Parameters<typeof toldOf>[1];

async function load() {
  addStrings({ en, "zh-CN": zh });
  const [answer, listed] = await Promise.all([call(roster, undefined), call(list, undefined)]);
  if (answer.statements.length === 0) return null;
  const house: House = { ...answer, ...readCommittee(answer, Date.now()), ahead: listed.now - Date.now() };
  const known = listed.lines.map(({ owed, ...line }) => ({ ...line, open: owed !== null }));
  const rules = newestRules(house);
  const unbegun = unbegunIn(known, { ...house, rules, texts: listed.texts }, Date.now());
  return { house, lines: listed.lines, unbegun };
}

/**
 * What the committee owes its house, for anybody to replay in their own browser: what has happened to each, what does not match, who is next;
 * and what should be open by now and is not. Nothing before the line is founded.
 */
export function OwedOutside(): JSX.Element | null {
  const { value, error, again } = useLoad(load, "");
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return null;
  const { house, lines, unbegun } = value;
  return (
    <section class="stack" id="owed">
      <h2>{t("upkeep.title")}</h2>
      <p class="soft">{t("upkeep.outside")}</p>
      {unbegun.map((one) => (
        <Notice key={`${one.what} ${one.subject}`} tone="missed">
          {t("upkeep.unbegun-outside", { what: titleOf(one) })}
        </Notice>
      ))}
      {lines.map((line) => (
        <Line key={line.matter} line={line} house={house} />
      ))}
    </section>
  );
}

/** One of them; replayed when somebody asks. */
function Line({ line, house }: { readonly line: UpkeepLine; readonly house: House }): JSX.Element {
  const [asked, setAsked] = useState(false);
  const which = whichOf(line, house.roster, Date.now() + house.ahead);
  const over = line.owed === null ? t(`upkeep.end.${line.end ?? "left"}`) : "";
  return (
    <Card title={titleOf(line)}>
      <p class="soft">{[which, over].filter((one) => one !== "").join(" · ")}</p>
      {asked ? (
        <Replay matter={line.matter} house={house} />
      ) : (
        <div class="row">
          <Button kind="quiet" onClick={() => setAsked(true)}>
            {t("upkeep.replay")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Replay({ matter, house }: { readonly matter: string; readonly house: House }): JSX.Element {
  const { value, error } = useLoad(() => call(threadRoute, { feature: "upkeep", matter }), matter);
  if (error !== null) return <p>{sentenceOf(error)}</p>;
  return value === null ? <Progress words={t("upkeep.opening")} /> : <Story told={toldOf(value, house)} />;
}
