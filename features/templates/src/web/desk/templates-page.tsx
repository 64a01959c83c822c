import { Button, Card, Check, Dialog, formatDay, Notice, Progress, t, Trouble, useAct } from "@niuniu/ui";
import type { Placed } from "@niuniu/ui/area";
import { nowAt, type Inside } from "@niuniu/matter/web/desk";
import { nameOf } from "@niuniu/roster";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fitTogether, MOST_TEMPLATES, together, type Template } from "../../templates.ts";
import { useDesk, type Desk } from "./desk.ts";
import { isInOffice, type Settling, type Shown } from "./shared.ts";
import { starters } from "./starters.ts";
import { beginWriting, NEW, TemplateForm, TemplateText, useWritten } from "./template-form.tsx";
import { useTemplates } from "./use-templates.ts";

/** Keeps the templates read while a member is in, whatever page is open. */
export function TemplatesRead(props: Pick<Placed<Inside>, "inside" | "turn">): null {
  const desk = useDesk(props.inside);
  const templates = useTemplates();
  useEffect(() => void templates.load(desk), [desk, templates, props.turn]);
  return null;
}

/** The replies the committee keeps ready: read, written, changed and deleted by every member in office. */
export function TemplatesPage(props: Placed<Inside>): JSX.Element {
  const desk = useDesk(props.inside);
  const templates = useTemplates();
  const shown = templates.shown();
  return (
    <div class="stack place">
      <h1>{t("templates.title")}</h1>
      <p class="lead">{t("templates.lead")}</p>
      <Trouble error={shown.error} again={() => void templates.load(desk)} />
      {shown.known ? (
        <>
          <Doubtful desk={desk} shown={shown} />
          <Templates desk={desk} shown={shown} />
        </>
      ) : (
        shown.error === null && <Progress words={t("templates.loading")} />
      )}
    </div>
  );
}

/** What can be done about each thing that does not fit, the careful one first. */
function waysOut({ doubt, set }: Shown): readonly Settling[] {
  if (doubt === "older" || doubt === "parted" || doubt === "far") return ["put-back", "accept"];
  if (doubt !== null) return [set === null ? "anew" : "put-back"];
  return set?.inOffice === false ? ["sign"] : [];
}

/** Whether what is missing does not all fit beside what there is. */
const needsChoice = ({ doubt, set, lost }: Shown): boolean =>
  doubt === "parted" && !fitTogether(together(set?.templates ?? [], lost, () => ""));

function Doubtful({ desk, shown }: { readonly desk: Desk; readonly shown: Shown }): JSX.Element | null {
  const templates = useTemplates();
  const act = useAct();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const { doubt, set } = shown;
  const choosing = needsChoice(shown);
  const chosen = choosing ? new Set(ticked) : null;
  if (!isInOffice(desk)) return <Notice tone="owed">{t("templates.waiting")}</Notice>;
  const ways = waysOut(shown);
  if (ways.length === 0) return null;
  const about = doubt ?? "left";
  const who = { name: set === null ? "" : nameOf(desk.roster, set.by) };
  const seen = set !== null && (about === "shut" || about === "unsigned") ? ".seen" : "";
  return (
    <Notice tone="owed">
      <p>
        <strong>{t(`templates.doubt.${about}`, who)}</strong>
      </p>
      <p>{t(`templates.doubt.${about}-why${seen}`, who)}</p>
      <Lost lost={shown.lost} ticked={choosing ? ticked : null} onTick={setTicked} />
      <Trouble error={act.error} />
      <div class={ways.length > 1 ? "pair" : "row"}>
        {ways.map((way) => (
          <Button
            key={way}
            busy={act.busy ? t("templates.sealing") : null}
            onClick={() => void act.run(() => templates.settle(desk, way, { shown, chosen }))}
          >
            {t(choosing && way === "put-back" ? "templates.settle.chosen" : `templates.settle.${way}`)}
          </Button>
        ))}
      </div>
    </Notice>
  );
}

/** What one of the two sets has not got; where not all fit together, with a tick for each that is to be put back. */
function Lost(props: {
  readonly lost: readonly Template[];
  readonly ticked: readonly string[] | null;
  readonly onTick: (ticked: readonly string[]) => void;
}): JSX.Element {
  const { ticked, onTick } = props;
  return (
    <>
      {ticked !== null && <p>{t("templates.lost.choose", { most: MOST_TEMPLATES })}</p>}
      {props.lost.map((one) => (
        <div key={one.id} class="stack close">
          {ticked === null ? (
            <strong>{one.name}</strong>
          ) : (
            <Check
              checked={ticked.includes(one.id)}
              onChange={(yes) => onTick(yes ? [...ticked, one.id] : ticked.filter((id) => id !== one.id))}
              title={one.name}
            />
          )}
          <TemplateText template={one} />
        </div>
      ))}
    </>
  );
}

/** Whoever changes one signs all of them: not while something is in doubt, nor what somebody signed who left. */
const mayBeChanged = (desk: Desk, { doubt, set }: Shown): boolean =>
  isInOffice(desk) && doubt === null && set?.inOffice !== false;

function Templates({ desk, shown }: { readonly desk: Desk; readonly shown: Shown }): JSX.Element {
  const [open, setOpen] = useState<readonly string[]>([]);
  const isWritten = useWritten();
  const all = shown.set?.templates ?? [];
  const mayChange = mayBeChanged(desk, shown);
  const begin = (id: string, words: Omit<Template, "id">): void => {
    beginWriting(id, words);
    setOpen([...open, id]);
  };
  const writing = (id: string): boolean => open.includes(id) || isWritten(id);
  const done = (id: string): void => setOpen(open.filter((one) => one !== id));
  return (
    <>
      <SignedBy desk={desk} shown={shown} />
      {all.map((one) =>
        writing(one.id) ? (
          <TemplateForm key={one.id} desk={desk} id={one.id} there={one} onDone={() => done(one.id)} />
        ) : (
          <OneTemplate key={one.id} desk={desk} template={one} onChange={mayChange ? () => begin(one.id, one) : null} />
        ),
      )}
      {/* Deleted by a colleague while this member was changing it: what was typed stays. */}
      {open
        .filter((id) => id !== NEW && !all.some((one) => one.id === id))
        .map((id) => (
          <TemplateForm key={id} desk={desk} id={id} there={null} onDone={() => done(id)} />
        ))}
      {writing(NEW) && <TemplateForm desk={desk} id={NEW} there={null} onDone={() => done(NEW)} />}
      {mayChange && !writing(NEW) && all.length < MOST_TEMPLATES && (
        <div class="row">
          <Button
            kind={all.length === 0 ? "plain" : "main"}
            onClick={() => begin(NEW, { name: "", en: "", "zh-CN": "" })}
          >
            {t("templates.new")}
          </Button>
        </div>
      )}
      {mayChange && all.length === 0 && !writing(NEW) && <Starters onTake={(words) => begin(NEW, words)} />}
    </>
  );
}

function SignedBy({ desk, shown: { set } }: { readonly desk: Desk; readonly shown: Shown }): JSX.Element | null {
  if (set === null) return null;
  const signed = { name: nameOf(desk.roster, set.by), day: formatDay(set.date, nowAt(desk)) };
  return <p class="soft small">{t("templates.by", signed)}</p>;
}

function OneTemplate(props: {
  readonly desk: Desk;
  readonly template: Template;
  readonly onChange: (() => void) | null;
}): JSX.Element {
  const { desk, template, onChange } = props;
  const templates = useTemplates();
  const [asked, setAsked] = useState(false);
  const act = useAct();
  return (
    <Card title={template.name}>
      <TemplateText template={template} />
      {onChange !== null && (
        <div class="row">
          <Button kind="quiet" label={t("templates.change-one", { name: template.name })} onClick={onChange}>
            {t("templates.change-short")}
          </Button>
          <Button
            kind="quiet"
            label={t("templates.delete-one", { name: template.name })}
            onClick={() => setAsked(true)}
          >
            {t("templates.delete")}
          </Button>
        </div>
      )}
      <Dialog open={asked} title={t("templates.delete-title", { name: template.name })} onClose={() => setAsked(false)}>
        <p>{t("templates.delete-why")}</p>
        <Trouble error={act.error} />
        <div class="pair">
          <Button onClick={() => setAsked(false)}>{t("templates.keep")}</Button>
          <Button
            kind="danger"
            busy={act.busy ? t("templates.sealing") : null}
            onClick={() =>
              void act.run(async () => {
                await templates.save(desk, { id: template.id, from: template, to: null });
                setAsked(false);
              })
            }
          >
            {t("templates.delete")}
          </Button>
        </div>
      </Dialog>
    </Card>
  );
}

/** Beginnings to choose from while there are none. */
function Starters({ onTake }: { readonly onTake: (words: Omit<Template, "id">) => void }): JSX.Element {
  return (
    <section class="stack close" aria-labelledby="starters">
      <h2 id="starters">{t("templates.starters")}</h2>
      <p class="soft">{t("templates.starters-lead")}</p>
      {starters.map((words) => (
        <Card key={words.name} title={words.name}>
          <TemplateText template={words} />
          <Button label={t("templates.take-one", { name: words.name })} onClick={() => onTake(words)}>
            {t("templates.take")}
          </Button>
        </Card>
      ))}
    </section>
  );
}
