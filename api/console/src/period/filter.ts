import { isGrain, naturalGrain, type Grain } from "./grain";
import { clip, isBusinessDate, type DateRange } from "./range";

/** What the reader chose; null means "as the data has it", and follows the data when it grows. */
export interface Filter {
  readonly range: DateRange | null;
  readonly grain: Grain | null;
  readonly currency: string | null;
}

export const NOTHING_CHOSEN: Filter = { range: null, grain: null, currency: null };

/** The filter in the page's address, so that a view can be sent to somebody. Wrong values are as if not there. */
export function filterOf(search: string): Filter {
  const parameters = new URLSearchParams(search);
  const from = parameters.get("from");
  const to = parameters.get("to");
  const grain = parameters.get("grain");
  const currency = parameters.get("currency");
  return {
    range: isBusinessDate(from) && isBusinessDate(to) && from <= to ? { from, to } : null,
    grain: isGrain(grain) ? grain : null,
    currency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null,
  };
}

export function searchOf(filter: Filter): string {
  const parameters = new URLSearchParams();
  if (filter.range) {
    parameters.set("from", filter.range.from);
    parameters.set("to", filter.range.to);
  }
  if (filter.grain) parameters.set("grain", filter.grain);
  if (filter.currency) parameters.set("currency", filter.currency);
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** What the page asks for, after the data had its say. */
export interface View {
  readonly range: DateRange;
  readonly grain: Grain;
  readonly currency: string;
  readonly currencies: readonly string[];
  /** False when the chosen range lies wholly outside the data. */
  readonly inData: boolean;
}

/** @param currencies those of the data, the most used first; never empty. */
export function viewOf(filter: Filter, data: DateRange, currencies: readonly [string, ...string[]]): View {
  const range = filter.range ?? data;
  return {
    range,
    grain: filter.grain ?? naturalGrain(range),
    currency: filter.currency !== null && currencies.includes(filter.currency) ? filter.currency : currencies[0],
    currencies,
    inData: clip(range, data) !== null,
  };
}

