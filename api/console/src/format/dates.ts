import type { Grain } from "../period/grain";
import { endOfMonth, startOfMonth, toMs, type BusinessDate, type DateRange } from "../period/range";

/** A business date in words of the locale. Formatted in UTC on purpose: it is a day of a shop, not an instant of the reader. */
export function formatDate(date: BusinessDate, locale: string): string {
  return businessFormat(locale, { year: "numeric", month: "short", day: "numeric" }).format(toMs(date));
}

export function formatDateWithDay(date: BusinessDate, locale: string): string {
  return businessFormat(locale, { year: "numeric", month: "short", day: "numeric", weekday: "short" }).format(toMs(date));
}

export function formatRange(range: DateRange, locale: string): string {
  if (range.from === range.to) return formatDate(range.from, locale);
  return businessFormat(locale, { year: "numeric", month: "short", day: "numeric" }).formatRange(toMs(range.from), toMs(range.to));
}

/** A range in few words, for a narrow card: "Jul 2011" for a whole month, "2–31 Jul" else. */
export function formatRangeShort(range: DateRange, locale: string): string {
  if (range.from === startOfMonth(range.from) && range.to === endOfMonth(range.from)) return formatPeriodShort(range.from, "month", locale);
  if (range.from === range.to) return formatPeriodShort(range.from, "day", locale);
  return businessFormat(locale, { month: "short", day: "numeric" }).formatRange(toMs(range.from), toMs(range.to));
}

/** A period on an axis: "3 Aug", "Aug 2011". */
export function formatPeriodShort(period: BusinessDate, grain: Grain, locale: string): string {
  const parts: Intl.DateTimeFormatOptions = grain === "month" ? { year: "numeric", month: "short" } : { month: "short", day: "numeric" };
  return businessFormat(locale, parts).format(toMs(period));
}

/** An instant in the reader's own zone, to the second. */
export function formatInstant(instant: string | number | Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(instant));
}

/** An instant as "12 seconds ago"; never in the future, as clocks of reader and platform may differ by a little. */
export function formatAgo(instant: string | number | Date, nowMs: number, locale: string): string {
  const seconds = Math.max(0, Math.round((nowMs - new Date(instant).getTime()) / 1000));
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  if (seconds < 60) return relative.format(-seconds, "second");
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), "hour");
  return relative.format(-Math.floor(seconds / 86_400), "day");
}

function businessFormat(locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" });
}

/** @param weekday 1 = Monday. */
export function formatWeekday(weekday: number, locale: string): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, weekday));
}

/** @param hour from 0 to 23. */
export function formatHour(hour: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1, hour));
}
