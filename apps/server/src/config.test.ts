import { describe, expect, it } from "vitest";
import { readSettings } from "./config.ts";

describe("the settings", () => {
  it("need nothing: everything has a default that is safe on one machine", () => {
    expect(readSettings({}, "/srv/niuniu")).toEqual({
      data: "/srv/niuniu/data",
      port: 8787,
      origin: "http://localhost:8787",
      address: "localhost",
      databaseUrl: null,
      zone: "Asia/Shanghai",
      country: null,
      keepFree: 2e9,
    });
  });

  it("let no other machine in until they say where to listen, whatever people type", () => {
    const given = { NIUNIU_ORIGIN: "https://line.example.org/", NIUNIU_PORT: "80", NIUNIU_DATA: "/d" };
    const settings = { origin: "https://line.example.org", port: 80, data: "/d" };
    expect(readSettings(given, "/")).toMatchObject({ ...settings, address: "localhost" });
    for (const address of ["::", "0.0.0.0", "192.0.2.7", "::1", "localhost"]) {
      expect(readSettings({ ...given, NIUNIU_LISTEN: address }, "/")).toMatchObject({ ...settings, address });
    }
  });

  it("say how much of the disk is to be kept free, where the database is ours", () => {
    expect(readSettings({ NIUNIU_KEEP_FREE: "500 MB" }, "/").keepFree).toBe(5e8);
    expect(readSettings({ NIUNIU_KEEP_FREE: "1.5GB" }, "/").keepFree).toBe(1.5e9);
    expect(readSettings({ NIUNIU_KEEP_FREE: "0" }, "/").keepFree).toBe(0);
    expect(readSettings({ DATABASE_URL: "postgres://h/d" }, "/").keepFree).toBe(0);
  });

  it("say where the organisation is, by a name that clocks are known by", () => {
    expect(readSettings({ NIUNIU_ZONE: "Europe/Berlin" }, "/").zone).toBe("Europe/Berlin");
    expect(() => readSettings({ NIUNIU_ZONE: "Berlin" }, "/")).toThrow(/NIUNIU_ZONE is "Berlin".*Europe\/Berlin/);
    const given = { NIUNIU_ZONE: "Europe/Berlin", NIUNIU_COUNTRY: "de-by" };
    expect(readSettings(given, "/")).toMatchObject({ zone: "Europe/Berlin", country: "DE-BY" });
    expect(() => readSettings({ ...given, NIUNIU_COUNTRY: "Bavaria" }, "/")).toThrow(
      /NIUNIU_COUNTRY is "Bavaria".*DE-BY/,
    );
    // Holidays of one place and clocks of another are nobody's.
    expect(() => readSettings({ NIUNIU_COUNTRY: "DE" }, "/")).toThrow(/NIUNIU_ZONE/);
  });

  it.each([
    [{ NIUNIU_PORT: "eighty" }, /NIUNIU_PORT is "eighty".*8787/],
    [{ NIUNIU_PORT: "70000" }, /NIUNIU_PORT/],
    [{ NIUNIU_ORIGIN: "line.example.org" }, /NIUNIU_ORIGIN.*https:\/\/line/],
    [{ NIUNIU_ORIGIN: "https://line.example.org/report" }, /without a path/],
    [{ NIUNIU_ORIGIN: "http://line.example.org" }, /Use https/],
    [{ NIUNIU_LISTEN: "line.example.org" }, /NIUNIU_LISTEN.*proxy/],
    [{ NIUNIU_LISTEN: "0.0.0.0:80" }, /NIUNIU_LISTEN/],
    [{ NIUNIU_KEEP_FREE: "much" }, /NIUNIU_KEEP_FREE is "much".*2 GB/],
    [{ DATABASE_URL: "mysql://u:marked@h/d" }, /DATABASE_URL must look like postgresql:/],
  ])("that make no sense are refused with a sentence that names them: %o", (environment, sentence) => {
    expect(() => readSettings(environment, "/")).toThrow(sentence);
  });

  it("never repeat a password", () => {
    expect(() => readSettings({ DATABASE_URL: "mysql://u:marked@h/d" }, "/")).toThrow(/^(?!.*marked)/);
  });
});
