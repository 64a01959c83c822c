import { robots, type Kind, type Robot } from "../kinds.ts";

const MAIL = /^[^\s@<>(),;:"\\[\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;
const NUMBER = /^\+[1-9]\d{6,14}$/;

/** Whether this is written to by a robot. */
export const isRobot = (kind: Kind): kind is Robot => robots.some((robot) => robot === kind);

/** An address as this kind of channel has it, with what people add for reading left out; null if it is none. */
export function readAddress(kind: Kind, text: string): string | null {
  const plain = text.trim();
  if (kind === "mail") return MAIL.test(plain) ? plain : null;
  if (kind === "sms") {
    const number = plain.replaceAll(/[\s().-]/g, "");
    return NUMBER.test(number) ? number : null;
  }
  return kind === "push" ? readSubscription(plain) : readHttps(plain);
}

function readHttps(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return protocol === "https:" && username === "" && password === "" ? href : null;
}

/** What a browser gives as JSON: where it is woken, a point of P-256 and sixteen bytes. */
function readSubscription(text: string): string | null {
  try {
    const { endpoint = "", keys = {} } = JSON.parse(text) as Given;
    const { p256dh = "", auth = "" } = keys;
    const isKeys = /^B[A-Za-z0-9_-]{86}=?$/.test(p256dh) && /^[A-Za-z0-9_-]{22}(==)?$/.test(auth);
    const read = readHttps(endpoint);
    return isKeys && read !== null ? JSON.stringify({ endpoint: read, keys: { p256dh, auth } }) : null;
  } catch {
    return null;
  }
}
interface Given {
  readonly endpoint?: string;
  readonly keys?: { readonly p256dh?: string; readonly auth?: string };
}

/**
 * Enough of an address for its owner to know it again, and for nobody to write to: of a robot, its host. `letters`: how many are shown of
 * what differs.
 */
function shownOf(kind: Kind, address: string, letters: number): string {
  if (kind === "mail") {
    const at = address.lastIndexOf("@");
    return `${address.slice(0, Math.min(letters, at))}…${address.slice(at)}`;
  }
  if (kind === "sms") return `…${address.slice(-2 - letters)}`;
  const url = kind === "push" ? (JSON.parse(address) as Given).endpoint : address;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : "";
}

/** No more letters are shown than these. */
const MOST_LETTERS = 3;

/** What is shown of each of one member's addresses: as little as tells them apart, and, where no few letters do, which of them it is. */
export function shownApart(all: readonly { readonly kind: Kind; readonly address: string }[]): readonly string[] {
  const shown = (letters: number): readonly string[] => all.map(({ kind, address }) => shownOf(kind, address, letters));
  const isAlone = (texts: readonly string[], at: number): boolean =>
    all.every(({ kind }, other) => other === at || kind !== all[at]?.kind || texts[other] !== texts[at]);
  const tries = Array.from({ length: MOST_LETTERS }, (_, letters) => shown(letters + 1));
  return all.map((_one, at) => {
    const apart = tries.find((texts) => isAlone(texts, at));
    if (apart !== undefined) return apart[at] ?? "";
    const [least = []] = tries;
    const same = all.flatMap(({ kind }, other) =>
      kind === all[at]?.kind && least[other] === least[at] ? [other] : [],
    );
    return `${least[at] ?? ""} (${same.indexOf(at) + 1})`;
  });
}
