import { Refused, PARCEL, type Body, type ParcelOf } from "@niuniu/wire";
import { readParcel, SealError } from "@niuniu/seal/parcel";
import { z, type ZodType } from "zod";
import { readForm } from "./form.ts";
import { boundHeader, readJson } from "./json.ts";
import { requireStorable } from "./storable.ts";

/**
 * The server's check of what comes in: of the JSON, of a parcel's header, or of a form's fields (a repeated field is
 * an array, a file its bytes). Null for a route that takes nothing.
 */
export type Door<Request> = [Request] extends [undefined]
  ? null
  : [Request] extends [ParcelOf<infer Header>]
    ? ZodType<Header>
    : ZodType<Request>;

/** What is only given, never taken. */
type Nothing = "none" | "page" | "calendar" | "stream";

const TYPES: Readonly<Record<Exclude<Body, Nothing>, readonly string[]>> = {
  json: ["application/json"],
  parcel: [PARCEL],
  form: ["multipart/form-data", "application/x-www-form-urlencoded"],
};

/** Refuses a body of another content type than the route takes. An empty body needs none. */
export function checkType(takes: Body, header: string | undefined, length: number): void {
  const given = (header ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (takes === "none" || takes === "page" || takes === "calendar" || takes === "stream") {
    if (length > 0) throw new Refused("host/malformed");
  } else if (!TYPES[takes].includes(given)) throw new Refused("host/wrong-type");
}

/** The names a form's door knows. */
function namesIn(door: ZodType): ReadonlySet<string> {
  if (door instanceof z.ZodObject) return new Set(Object.keys(door.shape));
  throw new Error("the door of a form is an object of its fields");
}

function pass<T>(door: ZodType<T>, value: unknown): T {
  requireStorable(value);
  const read = door.safeParse(value);
  if (!read.success) throw new Refused("host/malformed");
  return read.data;
}

function readFrame(bytes: Uint8Array): ReturnType<typeof readParcel> {
  boundHeader(bytes);
  try {
    return readParcel(bytes);
  } catch (error) {
    if (error instanceof SealError) throw new Refused("host/malformed");
    throw error;
  }
}

/** Reads a body through its door. Anything that does not fit is host/malformed. */
export function readBody(takes: Body, door: ZodType | null, bytes: Uint8Array, type: string): unknown {
  if (door === null) return undefined;
  if (takes === "json") return pass(door, readJson(bytes));
  if (takes === "form") return pass(door, readForm(bytes, type, namesIn(door)));
  const { header, parts } = readFrame(bytes);
  return { header: pass(door, header), parts };
}
