import "@niuniu/ui/styles.css";
import { startKit, startLanguage } from "@niuniu/ui";
import { Reporter, startReporter } from "@niuniu/cases/web";
import { render } from "preact";

startKit();
startReporter();
startLanguage();
const root = document.getElementById("app");
const path = location.pathname.replace(/\/$/, "");
// What stands there says that the page did not open.
if (root !== null) {
  if (path === "/record" || path === "/verify")
    void import("./ledger.tsx").then(({ openLedger }) => openLedger(root, path));
  else {
    root.replaceChildren();
    render(<Reporter path={path} />, root);
  }
}
