import { Button, Card, Field, Form, language, Notice, Select, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Kind } from "../../kinds.ts";
import { add, type Offered } from "../../routes.ts";
import type { OnMine } from "./on-mine.ts";
import { canBeWoken, keepOwn, ownChannel, wake, type Unwoken } from "./this-browser.ts";
import { carriedBy, isCarried, offeredHere, signs } from "./ways.ts";

/** Adds a way to be told; what it tells whoever carries it is said before. It counts once it was tried. */
export function AddCard({ desk, mine, onChanged }: OnMine): JSX.Element {
  const offered = offeredHere(mine);
  const [chosen, setChosen] = useState("");
  const [address, setAddress] = useState("");
  const [secret, setSecret] = useState("");
  const [tried, setTried] = useState(false);
  const [unwoken, setUnwoken] = useState<Unwoken | null>(null);
  const act = useAct();
  const kind = offered.find((one) => one.kind === chosen)?.kind ?? null;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (kind === null || (kind !== "push" && address.trim() === "")) return;
    const added = await act.run(async () => {
      if (kind === "push") setUnwoken(await subscribe(desk, mine.pushKey));
      else await desk.ask(add, { kind, address, secret: signs(kind) ? secret : "", language: language() });
    });
    if (!added) return;
    setChosen("");
    setAddress("");
    setSecret("");
    setTried(false);
    onChanged();
  };
  return (
    <Card title={t("notices.add")}>
      <Lacking offered={offered} />
      <Form onSubmit={submit}>
        <Select
          label={t("notices.add.way")}
          value={chosen}
          unchosen={t("notices.add.choose")}
          options={offered.map((one) => ({ value: one.kind, text: t(`notices.kind.${one.kind}`) }))}
          error={tried && kind === null ? t("notices.add.choose-first") : null}
          onChoose={setChosen}
        />
        {kind === "push" ? (
          <ThisBrowser mine={mine} />
        ) : (
          <AddressFields
            {...{ kind, address, secret }}
            missing={tried && address.trim() === ""}
            onAddress={setAddress}
            onSecret={setSecret}
          />
        )}
        {unwoken !== null && <Notice tone="owed">{t(`notices.push.${unwoken}`)}</Notice>}
        <Trouble error={act.error} />
        <Button type="submit" busy={act.busy ? t("notices.working") : null}>
          {t(kind === "push" ? "notices.add.this-browser" : "notices.add.go")}
        </Button>
      </Form>
    </Card>
  );
}

/** What this house has not set up. */
function Lacking({ offered }: { readonly offered: readonly Offered[] }): JSX.Element {
  return (
    <>
      {!offered.some((one) => !isCarried(one.kind)) && <p class="soft">{t("notices.add.no-phone")}</p>}
      {!offered.some((one) => one.kind === "mail") && <p class="soft">{t("notices.add.no-mail")}</p>}
    </>
  );
}

/** Has this browser woken, and hands in where; or why that could not be. */
async function subscribe(desk: OnMine["desk"], key: string): Promise<Unwoken | null> {
  const woken = await wake(key);
  if ("why" in woken) return woken.why;
  const { channel } = await desk.ask(add, { kind: "push", address: woken.address, secret: "", language: language() });
  keepOwn(channel);
  return null;
}

/** What being woken means here, and tells to whom; in a browser that cannot be, that. */
function ThisBrowser({ mine }: Pick<OnMine, "mine">): JSX.Element {
  const isThere = mine.channels.some(({ id }) => id === ownChannel());
  return (
    <>
      <p>{t("notices.own-browser")}</p>
      <p class="soft">{t("notices.push.hint")}</p>
      {!canBeWoken() && <Notice tone="owed">{t("notices.push.cannot")}</Notice>}
      {isThere && <p>{t("notices.push.there")}</p>}
    </>
  );
}

/** Where it goes, and what it tells whoever carries it. */
function AddressFields(props: {
  readonly kind: Exclude<Kind, "push"> | null;
  readonly address: string;
  readonly secret: string;
  readonly missing: boolean;
  readonly onAddress: (address: string) => void;
  readonly onSecret: (secret: string) => void;
}): JSX.Element | null {
  const { kind } = props;
  if (kind === null) return null;
  const group = groupOf(kind);
  return (
    <>
      <p>{t(carriedBy(kind))}</p>
      <Field
        label={t(`notices.address.${group}`)}
        hint={t(`notices.address.${group}-hint`)}
        code
        value={props.address}
        error={props.missing ? t("notices.address.missing") : null}
        onInput={props.onAddress}
      />
      {signs(kind) && (
        <Field
          label={t("notices.secret")}
          hint={t("notices.secret-hint")}
          optional
          type="password"
          code
          value={props.secret}
          onInput={props.onSecret}
        />
      )}
    </>
  );
}

/** What an address is: robots all have one of the same sort. */
const groupOf = (kind: Kind): "mail" | "sms" | "robot" => (kind === "mail" || kind === "sms" ? kind : "robot");
