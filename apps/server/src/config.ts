import { isIP } from "node:net";
import { resolve } from "node:path";
import { CannotStart, isPlace, isZone } from "@niuniu/host";

/** What the operator decides; see `.env.example`. */
export interface Settings {
  /** Absolute path of the data folder. */
  readonly data: string;
  readonly port: number;
  /** Where people reach the server: scheme and host, no path. */
  readonly origin: string;
  /** Where to listen: an address of this machine, "::" for all of them; "localhost", which no other machine reaches, unless said. */
  readonly address: string;
  /** A PostgreSQL to use instead of our own, or null. */
  readonly databaseUrl: string | null;
  /** Where the organisation is, as the IANA time zone database names it; null where the calendar is the reviewed one. */
  readonly zone?: string | null;
  /** Whose public holidays its calendar has, "DE-BY"; null for the country of the zone. */
  readonly country?: string | null;
  /** Bytes to be kept free on the volume of the data folder, as long as the database lies there. */
  readonly keepFree?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const refuse = (sentence: string): CannotStart => new CannotStart("host/bad-setting", sentence);

/** An empty setting is no setting. */
const given = (environment: Environment, name: string): string | null => {
  const value = environment[name]?.trim() ?? "";
  return value === "" ? null : value;
};

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw refuse(`NIUNIU_PORT is "${text}"; it must be a number from 1 to 65535, such as 8787.`);
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const secure =
    url?.protocol === "https:" || url?.hostname.endsWith(".onion") === true || url?.hostname === "localhost";
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== text.replace(/\/$/, "")) {
    throw refuse(
      `NIUNIU_ORIGIN is "${text}"; it must be the address people type, without a path, such as https://line.example.org.`,
    );
  }
  if (secure) return url.origin;
  throw refuse(
    `NIUNIU_ORIGIN is "${text}"; without https a browser does not encrypt. Use https, an .onion address, or localhost for trying it out.`,
  );
}

function readAddress(text: string): string {
  if (text === "localhost" || isIP(text) !== 0) return text;
  throw refuse(
    `NIUNIU_LISTEN is "${text}"; it must be an address of this machine, such as 192.0.2.7, or :: for all of them. Leave it out to be reached from this machine alone, through a proxy that speaks https.`,
  );
}

function readDatabase(text: string): string {
  // Never repeated in the sentence: it may hold a password.
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text;
  throw refuse("DATABASE_URL must look like postgresql://user:password@host:5432/database.");
}

/** The zone where an organisation is that says nothing: where Niuniu was made for. */
const ZONE = "Asia/Shanghai";

/** A zone, from a setting or an option; throws CannotStart host/bad-setting. */
export function readZone(text: string, of = "NIUNIU_ZONE"): string {
  if (isZone(text)) return text;
  throw refuse(`${of} is "${text}"; it must be a time zone such as Europe/Berlin or Asia/Shanghai.`);
}

/** A country or a region of one, from a setting or an option; throws CannotStart host/bad-setting. */
export function readCountry(text: string, of = "NIUNIU_COUNTRY"): string {
  const place = text.toUpperCase();
  if (isPlace(place)) return place;
  throw refuse(`${of} is "${text}"; it must be a country, or a region of it, such as DE or DE-BY.`);
}

function readPlace(environment: Environment): Required<Pick<Settings, "zone" | "country">> {
  const [zone, country] = [given(environment, "NIUNIU_ZONE"), given(environment, "NIUNIU_COUNTRY")];
  if (country !== null && zone === null)
    throw refuse(`NIUNIU_COUNTRY is "${country}"; say with NIUNIU_ZONE whose clocks too, such as Europe/Berlin.`);
  return { zone: readZone(zone ?? ZONE), country: country === null ? null : readCountry(country) };
}

const UNITS = { MB: 1e6, GB: 1e9, TB: 1e12 } as const;

function readSize(text: string): number {
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?(MB|GB|TB)$/.exec(text) ?? [];
  if (text === "0") return 0;
  if (number !== undefined && unit !== undefined) return Number(number) * UNITS[unit as keyof typeof UNITS];
  throw refuse(`NIUNIU_KEEP_FREE is "${text}"; it must be a size such as 2 GB or 500 MB, or 0.`);
}

/** Reads the settings, or throws CannotStart host/bad-setting with a sentence that names the setting and a good value. */
export function readSettings(environment: Environment, folder: string): Settings {
  const port = readPort(given(environment, "NIUNIU_PORT") ?? "8787");
  const origin = given(environment, "NIUNIU_ORIGIN");
  const database = given(environment, "DATABASE_URL");
  const keepFree = readSize(given(environment, "NIUNIU_KEEP_FREE") ?? "2 GB");
  return {
    data: resolve(folder, given(environment, "NIUNIU_DATA") ?? "data"),
    port,
    origin: origin === null ? `http://localhost:${port}` : readOrigin(origin),
    address: readAddress(given(environment, "NIUNIU_LISTEN") ?? "localhost"),
    databaseUrl: database === null ? null : readDatabase(database),
    ...readPlace(environment),
    // Elsewhere nobody here can see how full the disk is.
    keepFree: database === null ? keepFree : 0,
  };
}
