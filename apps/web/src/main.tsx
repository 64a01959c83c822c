import "@niuniu/ui/styles.css";
import { startKit, startLanguage, useLanguage } from "@niuniu/ui";
import { render, type JSX } from "preact";
import { firstParts } from "./first-parts.ts";
import { PublicPage } from "./public-page.tsx";

/** The public pages that are in the first file, from one HTML, script and stylesheet. `path` has no slash at its end. */
function Page({ path }: { readonly path: string }): JSX.Element {
  useLanguage();
  const Own = firstParts.map(({ pages }) => pages[path]).find((page) => page !== undefined) ?? PublicPage;
  return <Own />;
}

startKit();
for (const part of firstParts) part.start();
startLanguage();
const root = document.getElementById("app");
const path = location.pathname.replace(/\/$/, "");
// What stands there says that the page did not open.
if (root !== null) {
  if (path === "/record" || path === "/verify")
    void import("./ledger.tsx").then(({ openLedger }) => openLedger(root, path));
  else {
    root.replaceChildren();
    render(<Page path={path} />, root);
  }
}
