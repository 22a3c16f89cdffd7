import { useMemo } from "react";
import type { SalesRow } from "../api/reports";
import { DARK, LIGHT, useDark } from "../app/theme";
import { formatDateWithDay, formatPeriodShort, formatRange } from "../format/dates";
import { formatMoney, formatMoneyAxis } from "../format/money";
import { formatCount } from "../format/number";
import { useLanguage } from "../i18n/language";
import { datesOf, type Grain } from "../period/grain";
import type { DateRange } from "../period/range";
import { amountSeries, baseOption, indexOf, tooltipHtml, valueAxis } from "./base";
import { Chart, type ChartOption } from "./Chart";

interface SalesChartProps {
  readonly rows: readonly SalesRow[];
  readonly grain: Grain;
  readonly range: DateRange;
  readonly currency: string;
  readonly height: number;
}

/** Net in front of gross, refunds below zero: what stayed is solid, the pale tip above it is what went back on that day or another. */
export function SalesChart({ rows, grain, range, currency, height }: SalesChartProps) {
  const { t, locale } = useLanguage();
  const dark = useDark();
  const option = useMemo<ChartOption>(() => {
    const palette = dark ? DARK : LIGHT;
    const base = baseOption(palette, rows.map((row) => formatPeriodShort(row.period, grain, locale)));
    return {
      ...base,
      yAxis: valueAxis(palette, (value) => formatMoneyAxis(value, currency, locale)),
      tooltip: {
        ...base.tooltip,
        formatter: (parameters: unknown) => {
          const row = rows[indexOf(parameters)];
          if (!row) return "";
          const title = grain === "day" ? formatDateWithDay(row.period, locale) : formatRange(datesOf(row.period, grain, range), locale);
          return tooltipHtml(title, [
            { label: t("sales.gross"), value: formatMoney(row.gross, currency, locale), color: palette.gross },
            { label: t("sales.refunds"), value: formatMoney(row.refunds, currency, locale), color: palette.refunds },
            { label: t("sales.net"), value: formatMoney(row.net, currency, locale), color: palette.net },
            { label: t("sales.orders"), value: formatCount(row.orders, locale) },
            { label: t("kpi.buyers"), value: formatCount(row.buyers, locale) },
          ]);
        },
      },
      series: [
        { ...amountSeries(rows.length, "moved"), name: t("sales.gross"), color: palette.gross, data: rows.map((row) => row.gross) },
        { ...amountSeries(rows.length, "moved"), name: t("sales.refunds"), color: palette.refunds, data: rows.map((row) => -row.refunds) },
        { ...amountSeries(rows.length, "kept"), name: t("sales.net"), color: palette.net, data: rows.map((row) => row.net) },
      ],
    };
  }, [rows, grain, range, currency, locale, t, dark]);
  return <Chart option={option} height={height} label={t("sales.describe", { range: formatRange(range, locale) })} />;
}
