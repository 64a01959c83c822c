import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SealError } from "./error.ts";
import { pad, unpad } from "./pad.ts";
import { readParcel, writeParcel } from "./parcel.ts";

const bytes = fc.uint8Array({ maxLength: 300 });
const parcels = fc.tuple(fc.jsonValue(), fc.array(bytes, { maxLength: 8 }));

/** Runs the act; what it throws must be our own error with this code. */
function onlyRefuses(code: string, act: () => unknown): void {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(SealError);
    expect((error as SealError).code).toBe(code);
  }
}

describe("a parcel", () => {
  it("gives back what was put in", () => {
    fc.assert(
      fc.property(parcels, ([header, parts]) => {
        const read = readParcel(writeParcel(header, parts));
        expect(read.header).toEqual(JSON.parse(JSON.stringify(header)));
        expect(read.parts).toEqual(parts);
      }),
      { numRuns: 200 },
    );
  });

  it("cut short or followed by anything is refused", () => {
    fc.assert(
      fc.property(
        parcels,
        bytes,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (parcel, more, share) => {
          const whole = writeParcel(...parcel);
          const cut = whole.slice(0, Math.floor(whole.length * share));
          // A cut exactly between two parts is a shorter parcel: the envelope's padding and the body hash notice that.
          onlyRefuses("seal/malformed-parcel", () => {
            expect(readParcel(cut).parts.length).toBeLessThan(parcel[1].length);
          });
          onlyRefuses("seal/malformed-parcel", () => readParcel(Uint8Array.of(...whole, ...more)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("of random or flipped bytes is read or refused, never a crash", () => {
    fc.assert(
      fc.property(parcels, fc.nat(), fc.integer({ min: 1, max: 255 }), bytes, ([header, parts], at, flip, noise) => {
        const flipped = writeParcel(header, parts);
        const place = at % flipped.length;
        flipped[place] = (flipped[place] ?? 0) ^ flip;
        onlyRefuses("seal/malformed-parcel", () => readParcel(flipped));
        onlyRefuses("seal/malformed-parcel", () => readParcel(noise));
      }),
      { numRuns: 500 },
    );
  });

  it("longer than the reader allows is refused before it is looked at", () => {
    const parcel = writeParcel({}, [new Uint8Array(100)]);
    expect(readParcel(parcel, parcel.length).parts).toHaveLength(1);
    expect(() => readParcel(parcel, parcel.length - 1)).toThrow(SealError);
  });

  it("cannot be written with a header JSON has no word for, or with 1,025 parts", () => {
    expect(() => writeParcel(undefined)).toThrow(SealError);
    expect(() =>
      writeParcel(
        {},
        Array.from({ length: 1_025 }, () => new Uint8Array()),
      ),
    ).toThrow(SealError);
  });

  it("read from a Node Buffer in the middle of a larger one gives plain bytes", () => {
    const parcel = writeParcel({ a: 1 }, [Uint8Array.of(1, 2)]);
    const shared = Buffer.concat([Buffer.alloc(3), parcel, Buffer.alloc(3)]).subarray(3, 3 + parcel.length);
    expect(readParcel(shared)).toEqual({ header: { a: 1 }, parts: [Uint8Array.of(1, 2)] });
  });
});

describe("padding", () => {
  it("shows only a power of two and gives back what was put in", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), (content) => {
        const padded = pad(content);
        expect(Math.log2(padded.length) % 1).toBe(0);
        expect(unpad(padded)).toEqual(content);
      }),
      { numRuns: 100 },
    );
  });

  it("that is longer, shorter or not empty is refused", () => {
    const refused: unknown = expect.objectContaining({ code: "seal/bad-padding" });
    const tampered = (change: (padded: Uint8Array) => void): Uint8Array => {
      const padded = pad(Uint8Array.of(1, 2, 3));
      change(padded);
      return padded;
    };
    expect(() => unpad(new Uint8Array())).toThrow(refused);
    expect(() => unpad(new Uint8Array(4095))).toThrow(refused);
    expect(() => unpad(new Uint8Array(8192))).toThrow(refused);
    expect(() => unpad(new Uint8Array(4097))).toThrow(refused);
    expect(() => unpad(tampered((padded) => padded.set([1], 4095)))).toThrow(refused);
    expect(() => unpad(tampered((padded) => padded.set([255, 255, 255, 255], 0)))).toThrow(refused);
    expect(() => unpad(tampered((padded) => padded.set([0, 0, 0, 2], 0)))).toThrow(refused);
  });
});
