import { describe, expect, it } from "vitest";
import { checkPassword, hashPassword } from "./password.ts";
import { random } from "../random.ts";

describe("a password", () => {
  it("is kept as argon2id with the parameters OWASP asks for, never twice the same", async () => {
    const [one, two] = [await hashPassword("correct horse", random), await hashPassword("correct horse", random)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await checkPassword("correct horse", one)).toBe(true);
    expect(await checkPassword("correct horsf", one)).toBe(false);
  });

  it("holds as it was hashed, with other parameters than today's", async () => {
    const before = "$argon2id$v=19$m=47104,t=1,p=1$Kjj86vBLpfg0SEjDj/MpAQ$4lJOon+6kMV6KVZyMUF065TYyXGihKkNRuIhUmm3cuU";
    expect(await checkPassword("correct horse", before)).toBe(true);
    expect(await checkPassword("correct horsf", before)).toBe(false);
  });

  it("is the same however a keyboard composed its letters", async () => {
    const stored = await hashPassword("caf\u00e9 密码", random);
    expect(await checkPassword("cafe\u0301 密码", stored)).toBe(true);
  });

  it("is refused for somebody who does not exist, in about the same time", async () => {
    const stored = await hashPassword("correct horse", random);
    const time = async (kept: string | null): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 5; round++) {
        const begin = performance.now();
        expect(await checkPassword("wrong", kept)).toBe(false);
        times.push(performance.now() - begin);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await time(stored), await time(null)];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(await checkPassword("wrong", "not a stored password")).toBe(false);
  });
});
