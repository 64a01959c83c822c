import "@niuniu/ui/styles.css";
import { startKit, startLanguage } from "@niuniu/ui";
import { Reporter, startReporter } from "@niuniu/cases/web";
import { render } from "preact";

startKit();
startReporter();
startLanguage();
const root = document.getElementById("app");
// What stands there says that the page did not open.
root?.replaceChildren();
if (root !== null) render(<Reporter path={location.pathname} />, root);
