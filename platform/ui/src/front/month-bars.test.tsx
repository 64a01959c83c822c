import type { ComponentChild, VNode } from "preact";
import { expect, test } from "vitest";
import { MonthBars } from "./month-bars.tsx";

/** Every element of what is shown, with the pieces it is made of. */
function elementsIn(shown: ComponentChild): readonly VNode<Record<string, unknown>>[] {
  if (Array.isArray(shown)) return shown.flatMap(elementsIn);
  if (typeof shown !== "object" || shown === null) return [];
  const node = shown as VNode<Record<string, unknown>>;
  const { type, props } = node;
  if (typeof type === "function") return elementsIn((type as (given: unknown) => ComponentChild)(props));
  return [node, ...elementsIn(props.children as ComponentChild)];
}

test("what is too small to be told has its outline whole, above the tallest bar too", () => {
  const months = [
    { month: "2026-09", kept: 7, missed: null },
    { month: "2026-10", kept: 8, missed: null },
    { month: "2026-11", kept: null, missed: null },
  ];
  const shown = elementsIn(MonthBars({ words: "box.months", tooFew: "too few", months }));
  const outlines = shown.filter(({ props }) => props["stroke-dasharray"] !== undefined);
  expect(outlines).toHaveLength(3);
  for (const { props } of outlines) {
    expect(Number(props["y"])).toBeGreaterThanOrEqual(0);
    expect(Number(props["height"])).toBeGreaterThan(20);
  }
  const words = shown.filter(({ type, props }) => type === "text" && props.children === "<5");
  for (const { props } of words) expect(Number(props["y"])).toBeGreaterThan(10);
});
