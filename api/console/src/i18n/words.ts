import { en, type TextKey } from "./en";
import type { Translate } from "./language";

/** The word of a code that the platform sent; one that the dictionaries do not have is shown as it came. */
export function wordOf(kind: "state" | "mode" | "segment", value: string, t: Translate): string {
  const key = `${kind}.${value}`;
  return key in en ? t(key as TextKey) : value;
}
