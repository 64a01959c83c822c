import { Fragment, type JSX } from "preact";
import { piecesOf } from "./pieces.ts";

/**
 * Words with an address in them, of a host, a record or a witness: where it is longer than the line, it breaks after a dot,
 * a slash or a hyphen before it breaks inside a word. What is selected and copied is the text as it was given.
 */
export function Breakable({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {piecesOf(text).map((piece, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {piece}
        </Fragment>
      ))}
    </>
  );
}
