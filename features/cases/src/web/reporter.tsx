import { addStrings, useLanguage } from "@niuniu/ui";
import type { JSX } from "preact";
import { PublicPage } from "./public-page.tsx";
import { ReportPage } from "./report-page.tsx";
import { ReturnPage } from "./return-page.tsx";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** Makes the words of the first screens known; to be called once. */
export function startReporter(): void {
  addStrings({ en, "zh-CN": zh });
}

/** The three pages a reporter meets, from one HTML, script and stylesheet. */
export function Reporter(props: { readonly path: string }): JSX.Element {
  useLanguage();
  const path = props.path.replace(/\/$/, "");
  if (path === "/report") return <ReportPage />;
  if (path === "/return") return <ReturnPage />;
  return <PublicPage />;
}
