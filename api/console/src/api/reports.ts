import { numberOf, rowsOf, textOf, type Answer, type Cell } from "./answer";
import type { Language } from "../i18n/language";
import type { Grain } from "../period/grain";
import type { BusinessDate, DateRange } from "../period/range";

/** What a report is asked: business dates both included, an ISO currency, rows at most. */
export interface ReportQuery {
  readonly range?: DateRange | null;
  readonly grain?: Grain;
  readonly currency?: string | null;
  readonly limit?: number;
}

export type ReportName = "sales" | "summary" | "top-products" | "top-regions" | "buyers" | "rfm" | "merchants" | "traffic" | "visit-hours";

/** The address of a report; parameters in one fixed order, so that equal questions are one address. */
export function reportUrl(name: ReportName, query: ReportQuery = {}): string {
  const parameters = new URLSearchParams();
  if (query.range) {
    parameters.set("from", query.range.from);
    parameters.set("to", query.range.to);
  }
  if (query.grain) parameters.set("grain", query.grain);
  if (query.currency) parameters.set("currency", query.currency);
  if (query.limit) parameters.set("limit", String(query.limit));
  const text = parameters.toString();
  return `/v1/reports/${name}${text ? `?${text}` : ""}`;
}

/** Sales of a period, amounts in minor units. `buyers` are distinct within the period: they do not add up over periods. */
export interface SalesRow {
  readonly period: BusinessDate;
  readonly orders: number;
  readonly buyers: number;
  readonly gross: number;
  readonly refunds: number;
  readonly net: number;
  readonly average: number;
  readonly currency: string;
}

export function salesRows(answer: Answer): SalesRow[] {
  const wanted = ["period", "orders", "buyers", "gross_minor", "refunds_minor", "net_minor", "average_order_minor", "currency"] as const;
  return rowsOf(answer, wanted).map((row) => ({ period: textOf(row.period).slice(0, 10), ...salesOf(row) }));
}

type SalesColumn = "orders" | "buyers" | "gross_minor" | "refunds_minor" | "net_minor" | "average_order_minor" | "currency";

function salesOf(row: Readonly<Record<SalesColumn, Cell>>): SummaryRow {
  return {
    orders: numberOf(row.orders),
    buyers: numberOf(row.buyers),
    gross: numberOf(row.gross_minor),
    refunds: numberOf(row.refunds_minor),
    net: numberOf(row.net_minor),
    average: numberOf(row.average_order_minor),
    currency: textOf(row.currency),
  };
}

/** Sales of the whole range, a row per currency: `buyers` are distinct over all of it. */
export type SummaryRow = Omit<SalesRow, "period">;

export function summaryRows(answer: Answer): SummaryRow[] {
  return rowsOf(answer, ["orders", "buyers", "gross_minor", "refunds_minor", "net_minor", "average_order_minor", "currency"]).map(salesOf);
}

/** Buyers of a period: new = first order ever lies in it. */
export interface BuyersRow {
  readonly period: BusinessDate;
  readonly fresh: number;
  readonly returning: number;
}

export function buyersRows(answer: Answer): BuyersRow[] {
  return rowsOf(answer, ["period", "new_buyers", "returning_buyers"]).map((row) => ({
    period: textOf(row.period).slice(0, 10),
    fresh: numberOf(row.new_buyers),
    returning: numberOf(row.returning_buyers),
  }));
}

/** A line of a ranking, products and regions alike. */
export interface RankRow {
  readonly id: string;
  readonly name: string;
  readonly gross: number;
  readonly orders: number;
  /** Pieces of a product, buyers of a region. */
  readonly count: number;
  readonly currency: string;
}

/** @param language whose name is shown; the other one where a product has none in it. */
export function productRows(answer: Answer, language: Language): RankRow[] {
  return rowsOf(answer, ["product_id", "name_zh", "name_en", "quantity", "orders", "gross_minor", "currency"]).map((row) => ({
    id: textOf(row.product_id),
    name: (language === "zh" ? textOf(row.name_zh) || textOf(row.name_en) : textOf(row.name_en) || textOf(row.name_zh)).trim(),
    gross: numberOf(row.gross_minor),
    orders: numberOf(row.orders),
    count: numberOf(row.quantity),
    currency: textOf(row.currency),
  }));
}

/** @returns regions named without the provinces and cities that all of them share: of 广东省 深圳市 福田 the last, where all lie in 深圳市. */
export function regionRows(answer: Answer): RankRow[] {
  const rows = rowsOf(answer, ["region", "orders", "buyers", "gross_minor", "currency"]);
  const shared = sharedWords(rows.map((row) => textOf(row.region).split(" ")));
  return rows.map((row) => ({
    id: textOf(row.region),
    name: textOf(row.region).split(" ").slice(shared).join(" "),
    gross: numberOf(row.gross_minor),
    orders: numberOf(row.orders),
    count: numberOf(row.buyers),
    currency: textOf(row.currency),
  }));
}

const DIVISION = /[省市区]$/;

function sharedWords(names: readonly (readonly string[])[]): number {
  let shared = 0;
  const isShared = (word: string | undefined) => word !== undefined && DIVISION.test(word) && names.every((words) => words[shared] === word && words.length > shared + 1);
  while (isShared(names[0]?.[shared])) shared++;
  return shared;
}

/** A merchant's sales in the range. */
export interface MerchantRow {
  readonly name: string;
  readonly orders: number;
  readonly buyers: number;
  readonly gross: number;
  readonly refunds: number;
}

/** @returns those that sold in the currency, highest gross first. */
export function merchantRows(answer: Answer, currency: string): MerchantRow[] {
  return rowsOf(answer, ["name", "orders", "buyers", "gross_minor", "refunds_minor", "currency"])
    .filter((row) => textOf(row.currency) === currency && numberOf(row.orders) > 0)
    .map((row) => ({ name: textOf(row.name), orders: numberOf(row.orders), buyers: numberOf(row.buyers), gross: numberOf(row.gross_minor), refunds: numberOf(row.refunds_minor) }));
}

/** Share of all gross that the first fifth of the merchants sold, from 0 to 1. */
export function shareOfFirstFifth(rows: readonly MerchantRow[]): number {
  const gross = (some: readonly MerchantRow[]) => some.reduce((sum, row) => sum + row.gross, 0);
  const total = gross(rows);
  return total > 0 ? gross(rows.slice(0, Math.ceil(rows.length / 5))) / total : 0;
}

/** Members in one cell of recency x frequency; quintiles 1..5, 5 = bought latest, most often. */
export interface RfmCell {
  /** champion, loyal, new, promising, at-risk or lost. */
  readonly segment: string;
  readonly recency: number;
  readonly frequency: number;
  readonly members: number;
  readonly spend: number;
  readonly currency: string;
}

export function rfmCells(answer: Answer): RfmCell[] {
  return rowsOf(answer, ["segment", "recency", "frequency", "members", "gross_minor", "currency"]).map((row) => ({
    segment: textOf(row.segment),
    recency: numberOf(row.recency),
    frequency: numberOf(row.frequency),
    members: numberOf(row.members),
    spend: numberOf(row.gross_minor),
    currency: textOf(row.currency),
  }));
}

/** Visits that began in an hour of a weekday, 1 = Monday. */
export interface VisitHour {
  readonly weekday: number;
  readonly hour: number;
  readonly visits: number;
}

export function visitHours(answer: Answer): VisitHour[] {
  return rowsOf(answer, ["weekday", "hour", "visits"]).map((row) => ({ weekday: numberOf(row.weekday), hour: numberOf(row.hour), visits: numberOf(row.visits) }));
}

/** Requests of one hour. */
export interface TrafficRow {
  readonly hour: string;
  readonly requests: number;
  readonly errors: number;
  readonly bytes: number;
}

const HOUR_MS = 3_600_000;
const FILLED_HOURS_MAX = 92 * 24;

/** @returns a row for every hour from the first to the last, zeros where nothing came; over a quarter only the busy ones. */
export function trafficRows(answer: Answer): TrafficRow[] {
  const rows = busyHours(answer);
  const first = Date.parse(rows[0]?.hour ?? "");
  const hours = Math.round((Date.parse(rows.at(-1)?.hour ?? "") - first) / HOUR_MS) + 1;
  if (!(hours > rows.length) || hours > FILLED_HOURS_MAX) return rows;
  const known = new Map(rows.map((row) => [Date.parse(row.hour), row]));
  return Array.from({ length: hours }, (_, index) => {
    const at = first + index * HOUR_MS;
    return known.get(at) ?? { hour: new Date(at).toISOString(), requests: 0, errors: 0, bytes: 0 };
  });
}

function busyHours(answer: Answer): TrafficRow[] {
  return rowsOf(answer, ["hour", "requests", "errors", "bytes"]).map((row) => ({
    hour: textOf(row.hour),
    requests: numberOf(row.requests),
    errors: numberOf(row.errors),
    bytes: numberOf(row.bytes),
  }));
}
