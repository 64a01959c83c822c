import { Refused, PARCEL, type Body, type ParcelOf } from "@niuniu/wire";
import { readParcel, SealError } from "@niuniu/seal/parcel";
import type { ZodType } from "zod";

/**
 * The server's check of what comes in: of the JSON, of a parcel's header, or of a form's fields (a repeated field is
 * an array, a file its bytes). Null for a route that takes nothing.
 */
export type Door<Request> = [Request] extends [undefined]
  ? null
  : [Request] extends [ParcelOf<infer Header>]
    ? ZodType<Header>
    : ZodType<Request>;

const TYPES: Readonly<Record<Exclude<Body, "none" | "page" | "stream">, readonly string[]>> = {
  json: ["application/json"],
  parcel: [PARCEL],
  form: ["multipart/form-data", "application/x-www-form-urlencoded"],
};

/** Refuses a body of another content type than the route takes. An empty body needs none. */
export function checkType(takes: Body, header: string | undefined, length: number): void {
  const given = (header ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (takes === "none" || takes === "page" || takes === "stream") {
    if (length > 0) throw new Refused("host/malformed");
  } else if (!TYPES[takes].includes(given)) throw new Refused("host/wrong-type");
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused("host/malformed");
  }
}

/** A form as an object: repeated fields become arrays, files their bytes. */
async function readForm(bytes: Uint8Array, type: string): Promise<unknown> {
  const sent = new Response(new Uint8Array(bytes), { headers: { "content-type": type } });
  // The warning is about bodies without bounds; this one has been read within the route's limit.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const form = await sent.formData().catch(() => null);
  if (form === null) throw new Refused("host/malformed");
  const fields = new Map<string, unknown>();
  for (const name of new Set(form.keys())) {
    const values = await Promise.all(
      form
        .getAll(name)
        .map(async (value) => (typeof value === "string" ? value : new Uint8Array(await value.arrayBuffer()))),
    );
    fields.set(name, values.length === 1 ? values[0] : values);
  }
  return Object.fromEntries(fields);
}

function pass<T>(door: ZodType<T>, value: unknown): T {
  const read = door.safeParse(value);
  if (!read.success) throw new Refused("host/malformed");
  return read.data;
}

function readFrame(bytes: Uint8Array): ReturnType<typeof readParcel> {
  try {
    return readParcel(bytes);
  } catch (error) {
    if (error instanceof SealError) throw new Refused("host/malformed");
    throw error;
  }
}

/** Reads a body through its door. Anything that does not fit is host/malformed. */
export async function readBody(takes: Body, door: ZodType | null, bytes: Uint8Array, type: string): Promise<unknown> {
  if (door === null) return undefined;
  if (takes === "json") return pass(door, readJson(bytes));
  if (takes === "form") return pass(door, await readForm(bytes, type));
  const { header, parts } = readFrame(bytes);
  return { header: pass(door, header), parts };
}
