import type { Visitor } from "./browser.ts";

/** Somebody to be named for the committee. The three first seats are offered with one side each, in this order. */
export interface Seat {
  readonly name: string;
  readonly role: string;
}

/** What a person who joined keeps to themselves. */
export interface Joined extends Seat {
  readonly visitor: Visitor;
  readonly password: string;
  readonly phrase: string;
}

/** Types the one-time code of the server's start, and comes to the seats. */
export async function enterCode(operator: Visitor, code: string): Promise<void> {
  await operator.go("/setup");
  await operator.field("people.setup.code.label").fill(code);
  await operator.press("people.continue");
  await operator.heading("people.setup.seats.title");
}

/** Names the organisation and its three people, and resolves with the three links, in their order. */
export async function nameSeats(
  operator: Visitor,
  organisation: string,
  seats: readonly Seat[],
): Promise<readonly string[]> {
  const { page, say } = operator;
  await operator.field("people.setup.organisation").fill(organisation);
  for (const [at, { name, role }] of seats.entries()) {
    const row = page.getByRole("listitem").filter({ hasText: say("people.seat.number", { number: at + 1 }) });
    await row.getByLabel(say("people.seat.name"), { exact: true }).fill(name);
    await row.getByLabel(say("people.seat.role"), { exact: true }).fill(role);
  }
  await operator.press("people.setup.seats.go");
  await operator.heading("people.setup.invite.title");
  const links: string[] = [];
  for (const { name } of seats) {
    const row = page.getByRole("listitem").filter({ hasText: name });
    links.push(await row.getByText(/\/join#[A-Za-z0-9_-]+$/).innerText());
  }
  return links;
}

/** Opens the own link, makes keys, and passes the check of the phrase; ends where the others are waited for. */
export async function join(
  visitor: Visitor,
  link: string,
  seat: Seat,
  onScreen: (name: string) => Promise<void> = () => Promise.resolve(),
): Promise<Joined> {
  const { page, say } = visitor;
  const { pathname, hash } = new URL(link);
  await visitor.go(pathname + hash);
  await visitor.heading("people.join.title", { name: seat.name });
  await onScreen("join-1-welcome");
  await visitor.press("people.join.begin");
  const password = `four unrelated words of ${seat.role}`;
  await visitor.field("people.password.label").fill(password);
  await onScreen("join-2-password");
  await visitor.press("people.continue");
  await visitor.heading("people.phrase.title");
  const words = await page
    .getByRole("list", { name: say("people.phrase.label") })
    .locator("b")
    .allInnerTexts();
  await onScreen("join-3-phrase");
  await visitor.press("people.phrase.kept");
  await visitor.heading("people.phrase-check.title");
  const asked = (number: number) => visitor.field("people.phrase-check.word", { number });
  // A phrase that nobody wrote down does not pass.
  await asked(3).fill("nowhere");
  await asked(6).fill(words[5] ?? "");
  await visitor.press("people.continue");
  await visitor.sees(say("people.phrase-check.wrong", { number: 3 }));
  await onScreen("join-4-check");
  await asked(3).fill(words[2] ?? "");
  await visitor.press("people.continue");
  await visitor.heading("people.passkey.title");
  await visitor.press("people.passkey.later");
  return { ...seat, visitor, password, phrase: words.join(" ") };
}

/** The six words beside each name on a page where people compare, by name. */
export async function fingerprintsOn(
  { page, say }: Visitor,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const words = page
      .getByRole("listitem")
      .filter({ hasText: name })
      .getByRole("group", { name: say("people.fingerprint"), exact: true })
      .first();
    await words.locator("b").nth(5).waitFor();
    found[name] = (await words.locator("b").allInnerTexts()).join(" ");
  }
  return found;
}
