import { describe, expect, it } from "vitest";
import { forgiving } from "./shelves.ts";

function shelf() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
const no = (): never => {
  throw new Error("not here");
};

describe("where a browser keeps something for a page", () => {
  it("holds what was put there, until it is taken away", () => {
    const store = shelf();
    const device = forgiving(() => store);
    device.setItem("a", "1");
    device.setItem("b", "2");
    expect([device.getItem("a"), store.getItem("b")]).toEqual(["1", "2"]);
    device.removeItem("a");
    expect(device.getItem("a")).toBeNull();
    device.clear();
    expect(device.getItem("b")).toBeNull();
  });

  it("is empty, and stops nobody, where it is forbidden or full", () => {
    for (const device of [forgiving(no), forgiving(() => ({ ...shelf(), getItem: no, setItem: no, clear: no }))]) {
      device.setItem("a", "1");
      expect(device.getItem("a")).toBeNull();
      device.removeItem("a");
      device.clear();
    }
  });
});
