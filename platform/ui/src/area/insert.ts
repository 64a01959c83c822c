/**
 * Puts a text where the cursor stands, as if it had been typed: undo takes it out again, and nothing that is there goes, not even what
 * is marked. On a line that has begun it begins a new one.
 */
export function insertAtCursor(area: HTMLTextAreaElement, text: string): void {
  area.focus();
  const at = area.selectionEnd;
  area.setSelectionRange(at, at);
  const before = area.value.slice(0, at);
  const after = area.value.slice(at);
  const words = `${before === "" || before.endsWith("\n") ? "" : "\n\n"}${text}${after === "" || after.startsWith("\n") ? "" : "\n\n"}`;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer leaves the browser's own undo whole.
  if (document.execCommand("insertText", false, words)) return;
  area.setRangeText(words, at, at, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
