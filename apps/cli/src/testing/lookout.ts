import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { USUAL, within, type Limits } from "../budget.ts";
import { hostSource } from "../source.ts";
import type { Remembered } from "../verify/state.ts";
import type { Outcome } from "../verify/task.ts";
import { verify } from "../verify/verify.ts";
import { House } from "./house.ts";
import { watched, WITNESSES } from "./look.ts";

/** Somebody who looks at a host again and again, as `niuniu verify` does, and remembers in a folder. */
export class Lookout {
  /** Where is remembered what was seen. */
  folder = "";
  #house: House | null = null;
  #url = "";
  #removed = "";

  /** A house that the union witnesses, with a little of a record, and nothing remembered of it; for `beforeEach`. */
  async open(): Promise<House> {
    this.#removed = await mkdtemp(join(tmpdir(), "niuniu-verify-"));
    this.folder = this.#removed;
    const house = await watched(new House()).found(WITNESSES);
    await house.seal(30);
    return this.face(house);
  }

  /** Another house answers from now on. To those who type its name it is the same host: what is remembered stays. */
  async face(house: House): Promise<House> {
    await this.#house?.close();
    this.#house = house;
    this.#url = await house.open();
    return house;
  }

  /** Looks at the house that answers now. `now` in ms since epoch. */
  readonly look = async (
    options: { readonly full?: boolean; readonly now?: number; readonly limits?: Partial<Limits> } = {},
  ): Promise<Outcome> => {
    const source = within(hostSource(new URL(this.#url)), { ...USUAL, ...options.limits });
    const asked = { full: options.full ?? false, now: options.now ?? Date.now() };
    try {
      return await verify({ source, folder: this.folder, parts: "all", language: "en", ...asked });
    } finally {
      source.close();
    }
  };

  /** Changes what is remembered, as by another version of this program. */
  async edit(change: (state: Remembered) => object): Promise<void> {
    const file = join(this.folder, "state.json");
    const state = JSON.parse(await readFile(file, "utf8")) as Remembered;
    await writeFile(file, JSON.stringify(change(state)));
  }

  /** For `afterEach`. */
  async close(): Promise<void> {
    await this.#house?.close();
    await rm(this.#removed, { recursive: true, force: true });
  }
}
