import { Button, Notice, t } from "@niuniu/ui";
import { useUnsent } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { TAKE, useTaking } from "./taking.ts";

/** The way to take something down, or to go on with it; a receipt that was not handed over yet stands out. */
export function TakeButton({ onOpen }: { readonly onOpen: () => void }): JSX.Element {
  const { given } = useTaking();
  const begun = useUnsent([TAKE]).length > 0;
  if (given === null) {
    return (
      <div class="row">
        <Button kind="quiet" onClick={onOpen}>
          {t(begun ? "cases.take.go-on" : "cases.take.title")}
        </Button>
      </div>
    );
  }
  return (
    <Notice tone="owed">
      <p>{t("cases.take.waits-here")}</p>
      <Button onClick={onOpen}>{t("cases.take.hand-over")}</Button>
    </Notice>
  );
}

/** On every other page: that a receipt was not handed over yet. */
export function ReceiptWaits({ isHere }: { readonly isHere: boolean }): JSX.Element | null {
  const { given } = useTaking();
  return given === null || isHere ? null : <Notice tone="owed">{t("cases.take.waits")}</Notice>;
}
