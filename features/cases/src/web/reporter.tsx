import { useLanguage } from "@niuniu/ui";
import type { JSX } from "preact";

export function startReporter(): void {
  // Nothing to make known yet.
}

export function Reporter(props: { readonly path: string }): JSX.Element {
  useLanguage();
  return <p>{props.path}</p>;
}
