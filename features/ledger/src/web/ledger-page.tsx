import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Explorer } from "./explorer/explorer.tsx";
import { VerifyPage } from "./verify/verify-page.tsx";

/** The two pages about the public record: `/record` shows it, `/verify` says how not to believe it. */
export function LedgerPage(props: {
  readonly path: "/record" | "/verify";
  /** What others show below the record, which the record knows nothing of. */
  readonly below?: JSX.Element;
}): JSX.Element {
  const { path, below } = props;
  useEffect(() => {
    document.title = `${t(`ledger${path.replace("/", ".")}.title`)} · ${t("ui.name")}`;
  });
  return (
    <>
      {path === "/record" ? <Explorer /> : <VerifyPage />}
      {path === "/record" && below}
      <footer class="foot row">
        <a href="/">{t("ledger.foot.home")}</a>
        <a href={path === "/record" ? "/verify" : "/record"}>
          {t(path === "/record" ? "ledger.verify.link" : "ledger.record.title")}
        </a>
      </footer>
    </>
  );
}
