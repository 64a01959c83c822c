import { placeOf } from "@niuniu/now";
import { describe, expect, it } from "vitest";
import { SECTIONS, toldPage } from "./page.ts";

const house = { here: placeOf({}), origin: "https://line.example" };
const cardIn = (page: string): string => page.slice(page.indexOf("<article"), page.indexOf("</article>"));

describe("what somebody does who was told something", () => {
  it.each(["en", "zh-CN"] as const)(
    "is one page without script, with a card that alone is printed, in %s",
    (language) => {
      const page = toldPage(language, house);
      expect(Buffer.byteLength(page)).toBeLessThanOrEqual(15_000);
      expect(page).not.toMatch(/<script|<img|src=|\{(police|ambulance|help|address)\}|undefined/);
      expect(page.match(/<h2>/g)).toHaveLength(SECTIONS.length + 1);
      // All but the card is left out on paper.
      expect(page.slice(0, page.indexOf("<article")).match(/<div class="no-print">/g)).toHaveLength(1);
      expect(cardIn(page)).toContain("https://line.example/now");
      for (const number of ["110", "120", "12356"]) expect(cardIn(page)).toContain(`tel:${number}`);
    },
  );

  it("says where to call when there is nobody to talk to, and whom where nobody knows the numbers", () => {
    const macao = cardIn(toldPage("en", { ...house, here: placeOf({ zone: "Asia/Macau" }) }));
    expect(macao).toContain("tel:999");
    expect(macao).not.toContain("To talk to somebody");
    const nowhere = cardIn(toldPage("en", { ...house, here: null }));
    expect(nowhere).toContain("danger the local emergency number");
    expect(nowhere).not.toContain("tel:");
  });

  it("holds an address as text, whatever stands in it", () => {
    expect(toldPage("en", { ...house, origin: "https://<b>.example" })).not.toContain("<b>");
  });
});
