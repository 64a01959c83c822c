import "@niuniu/ui/styles.css";
import { startKit, startLanguage, TopBar } from "@niuniu/ui";
import { render } from "preact";

startKit();
startLanguage();
const root = document.getElementById("app");
if (root !== null) render(<TopBar />, root);
