/** A key that an input method uses: it ends or takes back what is being composed, and means nothing to the page. */
export const isComposing = (event: KeyboardEvent): boolean =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari tells of the last key of a composition in no other way.
  event.isComposing || event.keyCode === 229;
