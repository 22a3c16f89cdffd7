import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { en, type Dictionary, type TextKey } from "./en";
import { zh } from "./zh";

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const dictionaries: Readonly<Record<Language, Dictionary>> = { zh, en };

const REMEMBERED = "raillife.language";

/** The remembered language, else the first of the browser's that the console speaks, else English. */
export function chooseLanguage(remembered: string | null, browser: readonly string[]): Language {
  const known = (tag: string) => LANGUAGES.find((language) => tag.toLowerCase().split("-")[0] === language);
  for (const tag of [remembered ?? "", ...browser]) {
    const language = known(tag);
    if (language) return language;
  }
  return "en";
}

/** Locale for numbers and dates: the reader's own variant of the language (en-GB, zh-TW) where the browser names one. */
export function chooseLocale(language: Language, browser: readonly string[]): string {
  return browser.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? (language === "zh" ? "zh-CN" : "en-GB");
}

/** Fills the `{places}` of a text; a place without a value stays visible, so that it is noticed. */
export function fill(text: string, values: Readonly<Record<string, string>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

export type Translate = (key: TextKey, values?: Readonly<Record<string, string>>) => string;

interface Speech {
  readonly language: Language;
  readonly locale: string;
  readonly t: Translate;
  readonly setLanguage: (language: Language) => void;
}

const SpeechContext = createContext<Speech | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState(() => chooseLanguage(remembered(), navigator.languages));
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const speech = useMemo<Speech>(() => ({
    language,
    locale: chooseLocale(language, navigator.languages),
    t: (key, values) => fill(dictionaries[language][key], values),
    setLanguage: (next) => {
      choose(next);
      remember(next);
    },
  }), [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useLanguage(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error("useLanguage needs a LanguageProvider above it");
  return speech;
}

// Storage throws where a browser forbids it; the choice then lasts as long as the page.
function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // See remembered().
  }
}
