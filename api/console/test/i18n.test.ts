import { describe, expect, it } from "vitest";
import { chooseLanguage, chooseLocale, dictionaries, fill, LANGUAGES } from "../src/i18n/language";
import { en, type TextKey } from "../src/i18n/en";

const keys = Object.keys(en) as TextKey[];
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("dictionaries", () => {
  it.each(LANGUAGES)("%s has every text, none empty and none more", (language) => {
    expect(Object.keys(dictionaries[language]).sort()).toEqual([...keys].sort());
    expect(keys.filter((key) => dictionaries[language][key].trim() === "")).toEqual([]);
  });

  it.each(LANGUAGES)("%s has the same places to fill", (language) => {
    expect(keys.filter((key) => places(dictionaries[language][key]).join() !== places(en[key]).join())).toEqual([]);
  });

  it("is translated: no Chinese text is the English one", () => {
    expect(keys.filter((key) => dictionaries.zh[key] === en[key])).toEqual([]);
  });

  it("says what to do about every problem that it names", () => {
    const problems = keys.filter((key) => key.startsWith("error.") && key.endsWith(".do"));
    expect(problems.length).toBeGreaterThan(5);
    for (const key of problems) expect(keys).toContain(key.slice(0, -3));
  });
});

describe("language", () => {
  it.each([
    ["remembered first", "zh", ["en-GB"], "zh"],
    ["then the browser's first known", null, ["fr-FR", "zh-TW", "en"], "zh"],
    ["English where it knows none", null, ["fr"], "en"],
    ["a remembered unknown counts as nothing", "xx", ["zh"], "zh"],
  ])("%s", (_, remembered, browser, language) => {
    expect(chooseLanguage(remembered, browser)).toBe(language);
  });

  it("keeps the reader's own variant for numbers", () => {
    expect(chooseLocale("en", ["zh-CN", "en-US"])).toBe("en-US");
    expect(chooseLocale("zh", ["en-US"])).toBe("zh-CN");
  });

  it("leaves an unfilled place in sight", () => {
    expect(fill("{a} and {b}", { a: "1" })).toBe("1 and {b}");
  });
});
