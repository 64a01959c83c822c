/** Finished HTML. Made only by {@link html}, so that no text of a stranger can become markup. */
export interface Html {
  readonly html: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as HTML shows it, safe between tags and inside quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A template whose values are escaped, unless they are {@link Html} themselves; lists are joined. How it is indented here is no part of it. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const shown = values.map((value) => {
    if (typeof value === "string") return escapeHtml(value);
    if (typeof value === "number") return String(value);
    return "html" in value ? value.html : value.map((one) => one.html).join("");
  });
  return { html: strings.map((text, at) => text.replaceAll(/\n\s+/g, "\n") + (shown[at] ?? "")).join("") };
}
