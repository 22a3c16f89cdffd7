import { Tooltip } from "antd";
import type { SalesRow } from "../api/reports";
import { Sparkline } from "../charts/Sparkline";
import { formatRange, formatRangeShort } from "../format/dates";
import { formatMoney } from "../format/money";
import { changeOf, formatChange, formatCount } from "../format/number";
import { useLanguage } from "../i18n/language";
import type { DateRange } from "../period/range";

/** The figures of a whole range: not a sum of periods, as a buyer of two days is one buyer. */
export interface Totals {
  readonly orders: number;
  readonly buyers: number;
  readonly gross: number;
  readonly refunds: number;
  readonly net: number;
  readonly average: number;
}

const KEYS = ["orders", "buyers", "gross", "refunds", "net", "average"] as const;

interface KpisProps {
  readonly now: Totals | undefined;
  readonly before: Totals | undefined;
  /** The range compared with; null where the data has nothing that early, undefined where no range was chosen. */
  readonly beforeRange: DateRange | null | undefined;
  readonly rows: readonly SalesRow[];
  readonly currency: string;
  readonly stale: boolean;
}

/** Six cards: the figure, its course over the periods, its change against the period before. */
export function Kpis({ now, before, beforeRange, rows, currency, stale }: KpisProps) {
  const { t } = useLanguage();
  return (
    <section className={stale ? "kpis stale" : "kpis"} aria-label={t("kpi.title")}>
      {KEYS.map((key) => (
        <Kpi key={key} name={key} value={now?.[key]} before={before?.[key]} beforeRange={beforeRange} course={rows.map((row) => row[key])} currency={currency} />
      ))}
    </section>
  );
}

interface KpiProps {
  readonly name: (typeof KEYS)[number];
  readonly value: number | undefined;
  readonly before: number | undefined;
  readonly beforeRange: DateRange | null | undefined;
  readonly course: readonly number[];
  readonly currency: string;
}

function Kpi({ name, value, before, beforeRange, course, currency }: KpiProps) {
  const { t, locale } = useLanguage();
  const money = name !== "orders" && name !== "buyers";
  const text = value === undefined ? "—" : money ? formatMoney(value, currency, locale) : formatCount(value, locale);
  return (
    <article className={`kpi ${name}`} data-kpi={name}>
      <Tooltip trigger={["hover", "focus"]} title={t(`kpi.${name}.hint`)}>
        <h3 tabIndex={0}>{t(`kpi.${name}`)}</h3>
      </Tooltip>
      <p className={text.length > 11 ? "kpi-value long" : "kpi-value"} data-value={value}>{text}</p>
      <Sparkline values={course} />
      <Change name={name} value={value} before={before} range={beforeRange} />
    </article>
  );
}

function Change({ name, value, before, range }: { name: string; value: number | undefined; before: number | undefined; range: DateRange | null | undefined }) {
  const { t, locale } = useLanguage();
  if (range === undefined) return null;
  if (range === null) return <p className="kpi-change">{t("kpi.noEarlier")}</p>;
  const words = formatRangeShort(range, locale);
  if (value === undefined || before === undefined) return <p className="kpi-change">&nbsp;</p>;
  const change = changeOf(value, before);
  if (change === null) return <p className="kpi-change">{t("kpi.new", { range: words })}</p>;
  // More refunds are no good news.
  const good = name === "refunds" ? change < 0 : change > 0;
  const tone = Math.abs(change) < 0.0005 ? "" : good ? "good" : "bad";
  return (
    <p className="kpi-change" title={t("kpi.change", { change: formatChange(change, locale), range: formatRange(range, locale) })}>
      <b className={tone}>{change > 0 ? "▲" : change < 0 ? "▼" : ""} {formatChange(change, locale)}</b> <span>{words}</span>
    </p>
  );
}
