/** The ways a notice can go. */
export const kinds = ["mail", "push", "sms", "dingtalk", "feishu", "wecom", "slack", "teams"] as const;
export type Kind = (typeof kinds)[number];

/** The chat systems whose robots are written to. */
export const robots = ["dingtalk", "feishu", "wecom", "slack", "teams"] as const satisfies readonly Kind[];
export type Robot = (typeof robots)[number];

/** What rings in one's own pocket, and not at the employer's. */
export const ownPhone: readonly Kind[] = ["push", "sms"];

/**
 * Why a notice did not go: `forbidden` the operator does not list where the address leads · `unresolved`, `untrusted`, `unreachable`,
 * `silent` of the way there · `unreadable` an answer that is none of the service's · `redirected` · `too-fast` · `failing` the service
 * itself has trouble · `not-taken` it refuses this message or this address · `unsigned` it does not accept the signature, or the clock
 * behind it · `gone` · `unset` the operator has not set this way up · `lost` the address could not be opened.
 */
export const whys = [
  "forbidden",
  "unresolved",
  "untrusted",
  "unreachable",
  "silent",
  "unreadable",
  "redirected",
  "too-fast",
  "failing",
  "not-taken",
  "unsigned",
  "gone",
  "unset",
  "lost",
] as const;
export type Why = (typeof whys)[number];
