/** Where the script lies that the browser runs when it is woken; it has no say over any page. */
const SCRIPT = "/desk/woken.js";
const SCOPE = "/desk/";
/** The name by which the page's policy lets this one address become a script (see apps/web/desk.html). */
const POLICY = "niuniu-woken";
/** Under which this browser keeps which channel is its own: its server knows of each no more than who carries it. */
const KEPT = "niuniu notices this browser";

/** Why this browser was not subscribed: it cannot be woken · its person, or whoever set it up, does not allow it · its maker's service was not reached. */
export type Unwoken = "cannot" | "denied" | "unreached";

/** Whether this browser knows how to be woken at all. */
export const canBeWoken = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

interface Policies {
  readonly createPolicy: (name: string, rules: { readonly createScriptURL: () => string }) => Policy;
}
interface Policy {
  readonly createScriptURL: (address: string) => string;
}
let policy: Policy | null = null;

/** The address, as browsers want it that take no mere text for a script's. */
function script(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: Policies };
  // A second of the same name is refused.
  policy ??= trustedTypes?.createPolicy(POLICY, { createScriptURL: () => SCRIPT }) ?? null;
  return policy?.createScriptURL(SCRIPT) ?? SCRIPT;
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** Has this browser woken by whoever holds the other half of `key` (base64url): the subscription to hand in, as JSON, or why there is none. */
export async function wake(key: string): Promise<{ readonly address: string } | { readonly why: Unwoken }> {
  if (!canBeWoken()) return { why: "cannot" };
  if ((await Notification.requestPermission()) !== "granted") return { why: "denied" };
  try {
    await navigator.serviceWorker.register(script(), { scope: SCOPE });
    const { pushManager } = await ready();
    // One under another key, as before the server was restored, stands in the way.
    await (await pushManager.getSubscription())?.unsubscribe();
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
    return { address: JSON.stringify(made.toJSON()) };
  } catch {
    return { why: "unreached" };
  }
}

/** The registration, once it can be subscribed. `serviceWorker.ready` waits for one that has a say over this page, which this one never has. */
async function ready(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  if (registration === undefined) throw new Error("not registered");
  const worker = registration.installing ?? registration.waiting;
  if (registration.active !== null || worker === null) return registration;
  await new Promise<void>((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("not installed"));
    });
  });
  return registration;
}

/** This browser is woken no more, and forgets that it was. */
export async function letSleep(): Promise<void> {
  keepOwn(null);
  if (!canBeWoken()) return;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
}

/** Which channel is this browser's, or null. */
export function ownChannel(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** Keeps which channel is this browser's; null forgets it. Where a browser keeps nothing its person sees only who carries it. */
export function keepOwn(channel: string | null): void {
  try {
    if (channel === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, channel);
  } catch {
    // It goes on without.
  }
}
