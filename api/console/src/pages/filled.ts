import { periodsIn, type Grain } from "../period/grain";
import type { BusinessDate, DateRange } from "../period/range";

/** A row per period of the range, those without data made by `none`: a day without sales is a zero, not a gap. */
export function filled<T extends { readonly period: BusinessDate }>(rows: readonly T[], range: DateRange, grain: Grain, none: (period: BusinessDate) => T): T[] {
  const known = new Map(rows.map((row) => [row.period, row]));
  return periodsIn(range, grain).map((period) => known.get(period) ?? none(period));
}

export const NO_SALES = { period: "", orders: 0, buyers: 0, gross: 0, refunds: 0, net: 0, average: 0, currency: "" };
export const NO_BUYERS = { period: "", fresh: 0, returning: 0 };
