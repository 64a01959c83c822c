import fc from "fast-check";
import { Refused } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { readForm } from "./form.ts";

const NAMES = ["class", "struck", "file"] as const;
const known: ReadonlySet<string> = new Set(NAMES);

/** A form as a browser packs it. */
async function packed(body: FormData | URLSearchParams): Promise<readonly [Uint8Array, string]> {
  const request = new Request("http://localhost", { method: "POST", body });
  return [new Uint8Array(await request.arrayBuffer()), request.headers.get("content-type") ?? ""];
}

const multipart = (parts: string, boundary = "b"): readonly [Uint8Array, string] => [
  Buffer.from(parts),
  `multipart/form-data; boundary=${boundary}`,
];
const malformed = (sent: readonly [Uint8Array, string]): void =>
  expect(() => readForm(...sent, known)).toThrow(new Refused("host/malformed"));

const field = fc.tuple(fc.constantFrom(...NAMES, "other"), fc.string({ unit: "grapheme", maxLength: 30 }));

describe("a form", () => {
  it("is read as browsers write it, whichever way it is packed", async () => {
    const one = async (fields: readonly (readonly [string, string])[], file: Uint8Array): Promise<void> => {
      const [sent, plain] = [new FormData(), new URLSearchParams()];
      // A browser writes each line break of a text as CR LF in one packing, and as it is in the other.
      const calm = fields.map(([name, value]) => [name, value.replaceAll(/[\r\n]/g, " ")] as const);
      for (const [name, value] of calm) {
        sent.append(name, value);
        plain.append(name, value);
      }
      const valuesOf = (name: string): readonly unknown[] =>
        calm.flatMap(([is, value]) => (is === name ? [value] : []));
      const expected = NAMES.flatMap((name) => {
        const values = valuesOf(name);
        return values.length === 0 ? [] : [[name, values.length === 1 ? values[0] : values] as const];
      });
      expect(readForm(...(await packed(plain)), known)).toEqual(Object.fromEntries(expected));
      expect(readForm(...(await packed(sent)), known)).toEqual(Object.fromEntries(expected));
      sent.set("file", new Blob([new Uint8Array(file)]), "a.age");
      expect(readForm(...(await packed(sent)), known)["file"]).toEqual(new Uint8Array(file));
    };
    await fc.assert(fc.asyncProperty(fc.array(field, { maxLength: 12 }), fc.uint8Array({ maxLength: 400 }), one));
  });

  it("with bytes like its own delimiters in a file is read whole", async () => {
    const form = new FormData();
    form.set("file", new Blob(["\r\n--\r\n----\r\n\r\n--x\r\n--"]), "a");
    const [bytes, type] = await packed(form);
    expect(Buffer.from(readForm(bytes, type, known)["file"] as Uint8Array).toString()).toBe(
      "\r\n--\r\n----\r\n\r\n--x\r\n--",
    );
  });

  it.each([
    ["is cut short", multipart('--b\r\nContent-Disposition: form-data; name="class"\r\n\r\nx')],
    ["has no delimiter at its beginning", multipart("class=x")],
    ["has a part without a name", multipart("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n")],
    ["has a part whose head does not end", multipart(`--b\r\n${"x".repeat(10_000)}\r\n--b--\r\n`)],
    ["names no boundary", [Buffer.from("--b--"), "multipart/form-data"] as const],
    ["names a boundary longer than one may be", multipart(`--${"b".repeat(71)}--`, "b".repeat(71))],
    ["is not UTF-8", [Buffer.from([0x63, 0x3d, 0xff]), "application/x-www-form-urlencoded"] as const],
    ["has half a percent sign", [Buffer.from("class=%f"), "application/x-www-form-urlencoded"] as const],
  ])("that %s is refused", (_what, sent) => malformed(sent));

  it("with more fields than any of ours is refused before they are read, known names or not", () => {
    for (const name of ["class", "x"]) {
      const line = `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n\r\n`;
      malformed(multipart(`${line.repeat(129)}--b--\r\n`));
      malformed([Buffer.from(`${name}=&`.repeat(129)), "application/x-www-form-urlencoded"]);
      expect(() => readForm(...multipart(`${line.repeat(128)}--b--\r\n`), known)).not.toThrow();
    }
  });
});
