/**
 * Who may call: the one list from which the server's doors, what other sites may ask, the OpenAPI text and the tests derive.
 * `word` is the scheme of the audience's credential in the `Authorization` header. `learns`: what the server learns of the caller, and
 * that is the border that holds: what identifies and what is anonymous never meet (`mayMeet`).
 */
export const audiences = {
  anyone: { word: null, learns: "nothing", says: "Anyone. Nothing is learned of the caller." },
  receipt: {
    word: "Niuniu-Receipt",
    learns: "no person",
    says: 'Whoever holds the receipt of a case: Authorization: Niuniu-Receipt lookup="…", nonce="…", signature="…".',
  },
  voice: {
    word: "Niuniu-Voice",
    learns: "no person",
    says: "Some employee, nobody knows which: Authorization: Niuniu-Voice ….",
  },
  employee: {
    word: "Niuniu-Employee",
    learns: "who it is",
    says: "A signed-in employee: Authorization: Niuniu-Employee ….",
  },
  member: { word: "Bearer", learns: "who it is", says: "A signed-in member: Authorization: Bearer …." },
  setup: {
    word: "Niuniu-Setup",
    learns: "who it is",
    says: "Whoever holds the one-time set-up code: Authorization: Niuniu-Setup ….",
  },
  invited: {
    word: "Niuniu-Invitation",
    learns: "who it is",
    says: "Whoever holds an invitation: Authorization: Niuniu-Invitation ….",
  },
} as const satisfies Readonly<Record<string, Listed>>;

interface Listed {
  readonly word: string | null;
  readonly learns: "nothing" | "no person" | "who it is";
  readonly says: string;
}

/**
 * Who may call a route, and therefore what its handler learns of the caller: `anyone` nothing; `receipt` a case and `voice` a place
 * to speak, never a person; `employee` and `member` who it is, `member` a named handler; `setup` that the one-time code is held;
 * `invited` which invitation is held.
 */
export type Audience = keyof typeof audiences;

/** The scheme of a credential. */
export type Word = NonNullable<(typeof audiences)[Audience]["word"]>;

/** Every audience, in the order of the list. */
export const everyAudience = Object.keys(audiences) as readonly Audience[];

/** The audience to which a credential of this header belongs, or null where the header has none. */
export function bearerOf(header: string | undefined): Audience | null {
  const [word] = (header ?? "").split(" ", 1);
  return everyAudience.find((audience) => audiences[audience].word === word) ?? null;
}

/**
 * Whether a credential of one audience may be shown at a route of another. What identifies and what is anonymous never meet: a slip of a
 * page that shows both is to be found by a test, and not by whoever reads along.
 */
export function mayMeet(shown: Audience, asked: Audience): boolean {
  const both = [audiences[shown].learns, audiences[asked].learns];
  return !(both.includes("no person") && both.includes("who it is"));
}
