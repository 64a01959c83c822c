import { Button, Field, Form, Notice, t, tab, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { BeginRequest } from "../../routes.ts";
import { Coinciding } from "../committee/coinciding.tsx";
import { Trouble } from "../trouble.tsx";
import { BalanceList } from "./balance-list.tsx";
import { SeatRow } from "./seat-row.tsx";
import {
  balanceOf,
  emptySeat,
  filledOn,
  keepFilled,
  namedSeats,
  termless,
  withShares,
  type SeatDraft,
} from "./seats.ts";

/** Who will read the reports. What is missing is said while it is being filled in, and again on a try to go on. */
export function SeatsStep(props: { readonly onBegin: (request: BeginRequest) => Promise<void> }): JSX.Element {
  const [kept] = useState(() => filledOn(tab));
  const [organisation, setOrganisation] = useState(kept.organisation);
  const [drafts, setDrafts] = useState(kept.drafts);
  const [tried, setTried] = useState(false);
  const nextKey = useRef(Math.max(...kept.drafts.map(({ key }) => key)) + 1);
  useEffect(() => keepFilled(tab, { organisation, drafts }), [organisation, drafts]);
  const act = useAct();
  const seats = namedSeats(drafts);
  const asked = withShares(drafts).map(({ serves }) => serves);
  const balance = balanceOf(seats);
  const lacking = termless(seats);
  const roleless = seats.some(({ role }) => role === "");
  const change = (changed: SeatDraft): void =>
    setDrafts((before) => before.map((draft) => (draft.key === changed.key ? changed : draft)));
  const needs = useRef<HTMLElement>(null);
  const needed = balance.employees && balance.outside && balance.two;
  const submit = (): void => {
    setTried(true);
    // A field in which something is missing comes before it.
    if (!needed) needs.current?.focus();
    const sound = needed && balance.shared && !roleless && lacking.length === 0 && organisation.trim() !== "";
    if (!sound) return;
    void act.run(async () => {
      await props.onBegin({ organisation: organisation.normalize("NFC").trim(), seats });
      keepFilled(tab, null);
    });
  };
  return (
    <main class="moved">
      <h1>{t("people.setup.seats.title")}</h1>
      <p class="lead">{t("people.setup.seats.lead")}</p>
      <Form onSubmit={submit}>
        <Field
          label={t("people.setup.organisation")}
          value={organisation}
          onInput={setOrganisation}
          error={tried && organisation.trim() === "" ? t("people.setup.organisation-missing") : null}
        />
        <BalanceList balance={balance} loud={tried} listRef={needs} />
        <p class="soft">{t("people.setup.seats.shares")}</p>
        <ol class="stack" aria-label={t("people.setup.seats.list")}>
          {drafts.map((seat, at) => (
            <SeatRow
              key={seat.key}
              seat={seat}
              asked={asked[at] ?? []}
              number={at + 1}
              onChange={change}
              onRemove={() => setDrafts((before) => before.filter(({ key }) => key !== seat.key))}
              missingRole={tried && seat.name.trim() !== "" && seat.role.trim() === ""}
            />
          ))}
        </ol>
        <Button onClick={() => setDrafts((before) => [...before, emptySeat(nextKey.current++, "employees")])}>
          {t("people.seat.add")}
        </Button>
        {tried && !needed && <Notice tone="missed">{t("people.balance.refused")}</Notice>}
        <Coinciding people={seats} />
        {tried && lacking.length > 0 && (
          <Notice tone="missed">{t("people.change.no-term", { names: lacking.join(t("people.comma")) })}</Notice>
        )}
        {!balance.shared && <Notice tone="missed">{t("people.change.one-side")}</Notice>}
        <Trouble error={act.error} />
        <Button kind="main" type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.setup.seats.go")}
        </Button>
        <p class="soft small">{t("people.setup.seats.after")}</p>
      </Form>
    </main>
  );
}
