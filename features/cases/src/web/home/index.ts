import en from "../strings/home/en.json" with { type: "json" };
import zh from "../strings/home/zh-CN.json" with { type: "json" };

export { Home } from "./home.tsx";

/** The words of these screens, to be made known before they are shown. */
export const strings = { en, "zh-CN": zh };
