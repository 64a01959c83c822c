import { ask, makeReport } from "@niuniu/sample";
import { routes as caseRoutes } from "@niuniu/cases";
import { sha256, toBase64 } from "@niuniu/note";
import { signIn, signOut } from "@niuniu/people";
import { newNonce, receiptKeys, requestSignature, type Receipt } from "@niuniu/seal";
import type { Running } from "@niuniu/server";
import {
  audiences,
  bearer,
  everyAudience,
  invitation,
  mayMeet,
  receiptCredential,
  record,
  setupCode,
  type Audience,
  type Route,
} from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHouse, random, type House } from "./house.ts";

/** Every route with every credential, taken from what the server itself says it has mounted: a new route is in here by itself. */
let house: House;
let running: Running;
let receipt: Receipt;
let session = "";

beforeAll(async () => {
  house = await openHouse();
  running = house.running();
  const [first] = house.founders;
  if (first === undefined) throw new Error("nobody was founded");
  const report = await makeReport(house.origin, { what: "A matter." }, { now: house.clock.now(), random });
  receipt = report.composed.receipt;
  const json = { member: first.id, password: first.password };
  session = (await ask(running.origin, signIn, { json })).token;
});

afterAll(() => house.close());

const authorizationOf: Readonly<Record<Audience, (route: Route<unknown, unknown>) => string | null>> = {
  anyone: () => null,
  voice: () => `${audiences.voice.word} ${"A".repeat(43)}`,
  employee: () => `${audiences.employee.word} ${"A".repeat(43)}`,
  member: () => bearer(session),
  setup: () => setupCode("AAAA-BBBB-CCCC-DDDD"),
  invited: () => invitation("A".repeat(43)),
  receipt: ({ method, path }) => {
    const keys = receiptKeys(receipt);
    const nonce = newNonce(house.clock.now() / 1000, random);
    const signed = requestSignature(keys.authSeed, { method, path, nonce, bodyHash: sha256(new Uint8Array()) });
    return receiptCredential({ lookup: toBase64(keys.lookup), nonce, signature: toBase64(signed) });
  },
};

/** Status and code of an empty request with this credential. */
async function knock(
  route: Route<unknown, unknown>,
  as: Audience,
): Promise<{ readonly status: number; readonly code: string }> {
  const authorization = authorizationOf[as](route);
  const headers: Record<string, string> = authorization === null ? {} : { authorization };
  const leave = new AbortController();
  const response = await fetch(running.origin + route.path, { method: route.method, headers, signal: leave.signal });
  if (response.ok) {
    leave.abort();
    return { status: response.status, code: "" };
  }
  const text = await response.text();
  return { status: response.status, code: /"code":"([^"]+)"/.exec(text)?.[1] ?? "" };
}

/** How each closed door says that the caller is not whom it is for. */
const closed: Readonly<Record<Exclude<Audience, "anyone">, readonly string[]>> = {
  receipt: ["cases/unknown-receipt"],
  voice: ["host/not-yours"],
  employee: ["host/not-yours"],
  member: ["host/not-yours"],
  setup: ["host/not-yours", "people/already-open"],
  invited: ["host/not-yours", "people/invitation-over"],
};

describe("who may call what", () => {
  it("every route the features state is mounted, and nothing else is", () => {
    const mounted = running.host.mounted.map(({ route }) => `${route.method} ${route.path}`);
    expect(new Set(mounted).size).toBe(mounted.length);
    for (const route of [...Object.values(caseRoutes.routes), ...Object.values(record)])
      expect(mounted).toContain(`${route.method} ${route.path}`);
    expect(mounted.length).toBeGreaterThan(30);
  });

  it.each(everyAudience)("a caller known as %s gets through exactly the doors meant for that audience", async (as) => {
    // Signing out ends the session all the others use.
    const ends = ({ route }: { readonly route: Route<unknown, unknown> }): number =>
      Number(route.path === signOut.path);
    for (const { route } of running.host.mounted.toSorted((a, b) => ends(a) - ends(b))) {
      const { status, code } = await knock(route, as);
      const where = `${route.method} ${route.path} as ${as}: ${String(status)} ${code}`;
      if (route.audience === "anyone") expect(Object.values(closed).flat(), where).not.toContain(code);
      // What identifies and what is anonymous never meet, whatever else is wrong with either.
      else if (!mayMeet(as, route.audience)) expect([status, code], where).toEqual([403, "host/never-meet"]);
      // The code of set-up is spent and the invitation made up: even the right scheme is refused.
      else if (route.audience === as && as !== "setup" && as !== "invited") {
        expect(closed[route.audience], where).not.toContain(code);
        expect([401, 403], where).not.toContain(status);
      } else {
        expect(closed[route.audience], where).toContain(code);
        expect([401, 403, 410], where).toContain(status);
      }
    }
  });

  it("a token good for one audience opens nothing under another one's name", async () => {
    for (const { route } of running.host.mounted.filter((mounted) => mounted.route.audience !== "anyone")) {
      for (const scheme of ["Niuniu-Setup", "Niuniu-Invitation", "Basic", "bearer"]) {
        const response = await fetch(running.origin + route.path, {
          method: route.method,
          headers: { authorization: `${scheme} ${session}` },
        });
        expect(response.ok, `${route.path} with ${scheme}`).toBe(false);
      }
    }
  });
});
