/** A business date as the API writes it: `YYYY-MM-DD`, no zone. It is never turned into a local instant. */
export type BusinessDate = string;

/** Business dates from first to last, both included. */
export interface DateRange {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

const DAY_MS = 86_400_000;
const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** True for a date that exists in the calendar: 2011-02-29 does not. */
export function isBusinessDate(text: string | null | undefined): text is BusinessDate {
  return typeof text === "string" && PATTERN.test(text) && !Number.isNaN(Date.parse(text)) && fromMs(Date.parse(text)) === text;
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return fromMs(toMs(date) + days * DAY_MS);
}

/** Days in the range, both ends counted; 1 for a single day. */
export function daysIn(range: DateRange): number {
  return Math.round((toMs(range.to) - toMs(range.from)) / DAY_MS) + 1;
}

export function startOfMonth(date: BusinessDate): BusinessDate {
  return `${date.slice(0, 7)}-01`;
}

export function endOfMonth(date: BusinessDate): BusinessDate {
  return addDays(addMonths(startOfMonth(date), 1), -1);
}

/** The first of the month that lies `months` away from the month of `date`. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
}

/** Monday of the week of `date`, as the reports count weeks. */
export function startOfWeek(date: BusinessDate): BusinessDate {
  return addDays(date, -((new Date(toMs(date)).getUTCDay() + 6) % 7));
}

/**
 * The period to compare with: as many whole months before a range of whole months, else as many days before.
 * August compares with July although July is as long by chance; February must not compare with 3 days of December.
 */
export function previousRange(range: DateRange): DateRange {
  if (range.from === startOfMonth(range.from) && range.to === endOfMonth(range.to)) {
    const months = monthIndex(range.to) - monthIndex(range.from) + 1;
    return { from: addMonths(range.from, -months), to: addDays(range.from, -1) };
  }
  const length = daysIn(range);
  return { from: addDays(range.from, -length), to: addDays(range.from, -1) };
}

/** The part of `range` inside `bounds`, or null where they do not meet. */
export function clip(range: DateRange, bounds: DateRange): DateRange | null {
  const from = range.from > bounds.from ? range.from : bounds.from;
  const to = range.to < bounds.to ? range.to : bounds.to;
  return from <= to ? { from, to } : null;
}

export function sameRange(a: DateRange | null, b: DateRange | null): boolean {
  return a?.from === b?.from && a?.to === b?.to;
}

export function toMs(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function fromMs(ms: number): BusinessDate {
  return new Date(ms).toISOString().slice(0, 10);
}

function monthIndex(date: BusinessDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
