import type { JSX } from "preact";

/** A SHA-256 to compare, as it is. */
export const Hash = ({ hash }: { readonly hash: string }): JSX.Element => (
  <p class="small">
    <span class="soft">SHA-256</span>{" "}
    <span class="code" translate={false}>
      {hash}
    </span>
  </p>
);
