import type { Member } from "@niuniu/roster";
import { language } from "@niuniu/ui";
import type { Sentence } from "@niuniu/wire";
import type { JSX } from "preact";

/** A member to whom something could be given, or the sentence that says why not. */
export interface Choice {
  readonly member: Pick<Member, "id" | "name" | "role">;
  readonly refused: Sentence | null;
}

/** Those who can be chosen, and those who cannot. */
export const sorted = (choices: readonly Choice[]): Readonly<Record<"able" | "unable", readonly Choice[]>> => ({
  able: choices.filter(({ refused }) => refused === null),
  unable: choices.filter(({ refused }) => refused !== null),
});

/** People who cannot be chosen, each with the reason the rules give; nothing where there is none. */
export function Unable({ choices }: { readonly choices: readonly Choice[] }): JSX.Element | null {
  if (choices.length === 0) return null;
  return (
    <ul class="facts stack close small soft">
      {choices.map(({ member, refused }) => (
        <li key={member.id}>
          <strong class="block">{member.name}</strong>
          {refused?.[language()]}
        </li>
      ))}
    </ul>
  );
}
