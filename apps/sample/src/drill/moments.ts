/** A point of a page of advice, found by what it is about, in both languages. */
export interface Passage {
  readonly path: "/now" | "/told";
  readonly about: Readonly<Record<"en" | "zh-CN", string>>;
}

/** A moment of a story that nobody who is asked ends; what happened at it is said under `then.NAME`. */
export interface Moment {
  /** Since its beginning. */
  readonly hours: number;
  readonly name: string;
  /** What anybody could have read at this hour. */
  readonly reads?: Passage;
}

/** When whom it happened to tells somebody. */
export const TELLS = 10;

/**
 * A report upward that nobody answers: managers pass it on, executives read it and do not reply. Invented; no company and no person is
 * meant.
 */
export const letter: readonly Moment[] = [
  { hours: 0, name: "dinner", reads: { path: "/now", about: { en: "not your fault", "zh-CN": "不是你的错" } } },
  { hours: TELLS, name: "tells", reads: { path: "/told", about: { en: "the card below", "zh-CN": "下面的卡片" } } },
  { hours: 12, name: "washes", reads: { path: "/now", about: { en: "do not wash", "zh-CN": "先别洗澡" } } },
  { hours: 30, name: "passed-on", reads: { path: "/told", about: { en: "Not upward", "zh-CN": "别往上报" } } },
  { hours: 36, name: "forwarded" },
  { hours: 72, name: "read" },
  { hours: 96, name: "cameras", reads: { path: "/now", about: { en: "Cameras overwrite", "zh-CN": "监控常常" } } },
  { hours: 120, name: "asks" },
  {
    hours: 168,
    name: "meeting",
    reads: { path: "/told", about: { en: "bringing the two together", "zh-CN": "把两个人叫到一起" } },
  },
  { hours: 216, name: "microphone" },
];
