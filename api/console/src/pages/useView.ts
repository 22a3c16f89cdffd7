import { useCallback, useEffect, useMemo, useState } from "react";
import type { SalesRow } from "../api/reports";
import { filterOf, searchOf, viewOf, type Filter, type View } from "../period/filter";
import type { DateRange } from "../period/range";

/** First and last business date with sales, and the currencies, the most used first; null without any sales. */
export interface DataBounds {
  readonly range: DateRange;
  readonly currencies: readonly [string, ...string[]];
}

/** @param rows sales by day of all time, in any order. */
export function boundsOf(rows: readonly SalesRow[]): DataBounds | null {
  const orders = new Map<string, number>();
  let from = "9999-12-31";
  let to = "0000-01-01";
  for (const row of rows) {
    orders.set(row.currency, (orders.get(row.currency) ?? 0) + row.orders);
    if (row.period < from) from = row.period;
    if (row.period > to) to = row.period;
  }
  const [first, ...rest] = [...orders].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([currency]) => currency);
  return first === undefined ? null : { range: { from, to }, currencies: [first, ...rest] };
}

/** The reader's filter, kept in the page's address, and the view that it means on this data. */
export function useView(bounds: DataBounds | null): { filter: Filter; view: View | null; change: (filter: Filter) => void } {
  const [filter, setFilter] = useState(() => filterOf(location.search));
  useEffect(() => {
    const follow = () => setFilter(filterOf(location.search));
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const change = useCallback((next: Filter) => {
    setFilter(next);
    history.pushState(null, "", location.pathname + searchOf(next));
  }, []);
  const view = useMemo(() => (bounds ? viewOf(filter, bounds.range, bounds.currencies) : null), [filter, bounds]);
  return { filter, view, change };
}
