import { createPublicKey, verify } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { startServices, type Asked, type Service, type Services } from "../testing/services.ts";
import { opened, subscriber } from "../testing/subscriber.ts";
import { newPushKeys, pushSender, type PushKeys, type Subscription } from "./push.ts";
import type { Outcome } from "./sender.ts";

let services: Services | null = null;
afterEach(() => services?.close());

const NOW = Date.now();
const message = { subject: "-", text: "Something needs your attention", id: "a".repeat(64), urgent: true };

/** Whether the house has signed who it is, for this push service and not for long (RFC 8292). */
function isVouched({ headers, host }: Asked, { publicKey }: PushKeys): boolean {
  const [, head, claims, signature, named] = /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(.+)$/.exec(
    headers.authorization!,
  )!;
  const point = Buffer.from(publicKey, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
  const key = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x: x!, y: y! } });
  const said = JSON.parse(Buffer.from(claims!, "base64url").toString()) as { aud: string; exp: number; sub: string };
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head!}.${claims!}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature!, "base64url"),
  );
  const isShort = said.exp * 1_000 > NOW && said.exp * 1_000 <= Date.now() + 86_400_000;
  const isOurs = named === publicKey && new URL(said.aud).hostname === host && said.sub === "https://line.example.org";
  return isSigned && isShort && isOurs;
}

async function send(service: Service, keys = newPushKeys(), phone = subscriber()): Promise<Outcome> {
  await services?.close();
  services = await startServices({ "push.example": service }, () => NOW);
  const subscription: Subscription = { endpoint: `${services.at("push.example")}/send/s3cret`, keys: phone.keys };
  const sender = pushSender(keys, "https://line.example.org", services.outward, () => NOW);
  return sender(JSON.stringify(subscription), message);
}

it("what a phone is woken with is empty, opens with its own key alone, and is signed by the house", async () => {
  const [keys, phone] = [newPushKeys(), subscriber()];
  expect(await send(() => ({ status: 201 }), keys, phone)).toEqual({ kind: "sent" });
  const [asked] = services?.asked ?? [];
  expect(opened(asked!.body, phone)).toBe("{}");
  expect(() => opened(asked!.body, subscriber())).toThrow();
  expect(isVouched(asked!, keys)).toBe(true);
  expect(isVouched(asked!, newPushKeys())).toBe(false);
  expect(asked?.headers).toMatchObject({ ttl: "86400", urgency: "high", topic: "a".repeat(32) });
});

it("a subscription that is gone is gone, and a service with trouble is asked again", async () => {
  for (const status of [404, 410]) expect(await send(() => ({ status }))).toEqual({ kind: "gone" });
  expect(await send(() => ({ status: 403 }))).toEqual({ kind: "refused", why: "unsigned" });
  expect(await send(() => ({ status: 413 }))).toEqual({ kind: "refused", why: "not-taken" });
  expect(await send(() => ({ status: 429, headers: { "retry-after": "60" } }))).toEqual({
    kind: "later",
    why: "too-fast",
    wait: 60_000,
  });
  expect(await send(() => ({ status: 502 }))).toEqual({ kind: "later", why: "failing", wait: null });
});
