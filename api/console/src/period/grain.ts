import { addDays, addMonths, daysIn, endOfMonth, startOfMonth, startOfWeek, type BusinessDate, type DateRange } from "./range";

export const GRAINS = ["day", "week", "month"] as const;
/** Length of a row of a report; a week starts on Monday, a period is named by its first day. */
export type Grain = (typeof GRAINS)[number];

export function isGrain(text: string | null | undefined): text is Grain {
  return (GRAINS as readonly string[]).includes(text ?? "");
}

/** The finest grain that still draws as separate marks on a desktop. */
export function naturalGrain(range: DateRange): Grain {
  const days = daysIn(range);
  return days <= 400 ? "day" : days <= 3 * 366 ? "week" : "month";
}

/** First days of all periods that touch the range, in order, so that a day without sales is drawn as zero. */
export function periodsIn(range: DateRange, grain: Grain): BusinessDate[] {
  const periods: BusinessDate[] = [];
  for (let period = periodOf(range.from, grain); period <= range.to; period = next(period, grain)) periods.push(period);
  return periods;
}

/** The business dates of one period inside the range. */
export function datesOf(period: BusinessDate, grain: Grain, range: DateRange): DateRange {
  const last = grain === "day" ? period : grain === "week" ? addDays(period, 6) : endOfMonth(period);
  return { from: period > range.from ? period : range.from, to: last < range.to ? last : range.to };
}

function periodOf(date: BusinessDate, grain: Grain): BusinessDate {
  return grain === "day" ? date : grain === "week" ? startOfWeek(date) : startOfMonth(date);
}

function next(period: BusinessDate, grain: Grain): BusinessDate {
  return grain === "day" ? addDays(period, 1) : grain === "week" ? addDays(period, 7) : addMonths(period, 1);
}
