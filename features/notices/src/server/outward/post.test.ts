import { afterEach, describe, expect, it } from "vitest";
import { certificate } from "../testing/certificate.ts";
import { startServices, type Service, type Services } from "../testing/services.ts";
import { isInside } from "./inside.ts";
import { outwardBy } from "./post.ts";

let services: Services | null = null;
afterEach(async () => {
  await services?.close();
  services = null;
});
const answering = async (service: Service, patience = 2_000): Promise<Services> =>
  (services = await startServices({ "gateway.example": service }, () => 0, patience));
const asked = { headers: { "content-type": "text/plain" }, body: "Ä" };

describe("what goes out of the house", () => {
  it("says what was answered, and leaves the rest of it", async () => {
    const {
      outward,
      at,
      asked: seen,
    } = await answering(() => ({ status: 429, headers: { "retry-after": "7" }, body: "slow" }));
    const posted = await outward({ url: `${at("gateway.example")}/in?key=s3cret`, ...asked });
    expect(posted).toEqual({ kind: "answered", status: 429, retryAfter: "7", text: "slow" });
    expect(seen.map(({ path, body }) => [path, body.toString()])).toEqual([["/in?key=s3cret", "Ä"]]);
  });

  it("follows no redirect", async () => {
    const {
      outward,
      at,
      asked: seen,
    } = await answering(() => ({ status: 302, headers: { location: "https://gateway.example/other" } }));
    expect(await outward({ url: at("gateway.example"), ...asked })).toMatchObject({ kind: "answered", status: 302 });
    expect(seen).toHaveLength(1);
  });

  it("does not wait for who never answers, nor read on where more comes than any honest answer has", async () => {
    const silent = await answering(() => null, 200);
    expect(await silent.outward({ url: silent.at("gateway.example"), ...asked })).toEqual({
      kind: "unanswered",
      why: "silent",
    });
    await silent.close();
    const long = await answering(() => ({ body: "x".repeat(100_000) }));
    expect(await long.outward({ url: long.at("gateway.example"), ...asked })).toEqual({
      kind: "unanswered",
      why: "too-long",
    });
  });

  it("goes to no address of this machine or a private network that the operator does not list, whatever name leads there", async () => {
    const { at, asked: seen } = await answering(() => ({}));
    const port = new URL(at("gateway.example")).port;
    const outward = (resolve?: () => Promise<readonly string[]>) =>
      outwardBy({ listed: [], ca: certificate, ...(resolve === undefined ? {} : { resolve }) });
    const forbidden = { kind: "unanswered", why: "forbidden" };
    const named = (...addresses: string[]) => outward(() => Promise.resolve(addresses));
    expect(await named("127.0.0.1")({ url: at("gateway.example"), ...asked })).toEqual(forbidden);
    // One of several is enough: which is connected to is not for the name to choose.
    expect(await named("93.184.216.34", "10.0.0.1")({ url: at("gateway.example"), ...asked })).toEqual(forbidden);
    for (const host of [
      "127.0.0.1",
      "0x7f.1",
      "2130706433",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "localhost",
      "localhost.",
      "[fe80::1]",
    ])
      expect([host, await outward()({ url: `https://${host}:${port}/`, ...asked })]).toEqual([host, forbidden]);
    expect(await outward()({ url: at("gateway.example").replace("https", "http"), ...asked })).toEqual(forbidden);
    expect(await outward()({ url: `https://name:word@gateway.example:${port}/`, ...asked })).toEqual(forbidden);
    expect(seen).toEqual([]);
  });

  it("connects to the address it has looked at: what the name leads to afterwards changes nothing", async () => {
    const { at, asked: seen } = await answering(() => ({}));
    // The first is a public address that swallows what comes (AS112).
    const answers = [["192.31.196.1"], ["127.0.0.1"]];
    let times = 0;
    const resolve = (): Promise<readonly string[]> => Promise.resolve(answers[Math.min(times++, 1)] ?? []);
    const outward = outwardBy({ listed: [], ca: certificate, resolve, patience: 300 });
    expect(await outward({ url: at("gateway.example"), ...asked })).toMatchObject({ kind: "unanswered" });
    expect([times, seen]).toEqual([1, []]);
  });

  it("believes no certificate that is not of this name, and tells nothing of what it asked", async () => {
    const { at } = await answering(() => ({}));
    const resolve = (): Promise<readonly string[]> => Promise.resolve(["127.0.0.1"]);
    const listed = ["gateway.example", "other.example"];
    const url = `${at("gateway.example")}/s3cret`;
    const untrusted = { kind: "unanswered", why: "untrusted" };
    expect(await outwardBy({ listed, resolve })({ url, ...asked })).toEqual(untrusted);
    const other = url.replace("gateway.example", "other.example");
    expect(await outwardBy({ listed, resolve, ca: certificate })({ url: other, ...asked })).toEqual(untrusted);
    const nobody = () => Promise.reject(new Error("s3cret"));
    expect(await outwardBy({ listed, resolve: nobody })({ url, ...asked })).toEqual({
      kind: "unanswered",
      why: "unresolved",
    });
  });
});

it("an address is outside only if it is public", () => {
  const inside = [
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
  ];
  const six = [
    "::",
    "::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "ff02::1",
    "nonsense",
  ];
  expect([...inside, ...six].filter((one) => !isInside(one))).toEqual([]);
  expect(["93.184.216.34", "172.32.0.1", "223.5.5.5", "2400:3200::1", "2606:4700::1111"].filter(isInside)).toEqual([]);
});
