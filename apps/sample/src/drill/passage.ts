import type { Passage } from "./moments.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The text of every point and paragraph of a written page. */
const pointsOf = (page: string): readonly string[] =>
  [...page.matchAll(/<(li|p)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , inner = ""]) =>
    inner
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one] ?? one)
      .replaceAll(/\s+/g, " ")
      .trim(),
  );

/** What a page of this server says of something, in both languages. Throws where it says nothing of it any more. */
export async function readPassage(
  origin: string,
  { path, about }: Passage,
): Promise<Readonly<Record<"en" | "zh-CN", string>>> {
  const readIn = async (language: "en" | "zh-CN"): Promise<string> => {
    const page = await (await fetch(`${origin}${path}?lang=${language}`)).text();
    const found = pointsOf(page).find((point) => point.includes(about[language]));
    if (found === undefined) throw new Error(`${path} says nothing any more of "${about[language]}"`);
    return found;
  };
  return { en: await readIn("en"), "zh-CN": await readIn("zh-CN") };
}
