import { useMemo } from "react";
import type { BuyersRow } from "../api/reports";
import { DARK, LIGHT, useDark } from "../app/theme";
import { formatPeriodShort, formatRange } from "../format/dates";
import { formatCompact, formatCount } from "../format/number";
import { useLanguage } from "../i18n/language";
import { datesOf, type Grain } from "../period/grain";
import type { DateRange } from "../period/range";
import { amountSeries, baseOption, indexOf, tooltipHtml, valueAxis } from "./base";
import { Chart, type ChartOption } from "./Chart";

interface BuyersChartProps {
  readonly rows: readonly BuyersRow[];
  readonly grain: Grain;
  readonly range: DateRange;
  readonly height: number;
}

/** New buyers on top of returning ones, a bar per period. */
export function BuyersChart({ rows, grain, range, height }: BuyersChartProps) {
  const { t, locale } = useLanguage();
  const dark = useDark();
  const option = useMemo<ChartOption>(() => {
    const palette = dark ? DARK : LIGHT;
    const base = baseOption(palette, rows.map((row) => formatPeriodShort(row.period, grain, locale)));
    const marks = amountSeries(rows.length, "buyers");
    return {
      ...base,
      yAxis: { ...valueAxis(palette, (value) => formatCompact(value, locale)), minInterval: 1 },
      tooltip: {
        ...base.tooltip,
        formatter: (parameters: unknown) => {
          const row = rows[indexOf(parameters)];
          if (!row) return "";
          return tooltipHtml(formatRange(datesOf(row.period, grain, range), locale), [
            { label: t("buyers.new"), value: formatCount(row.fresh, locale), color: palette.fresh },
            { label: t("buyers.returning"), value: formatCount(row.returning, locale), color: palette.returning },
          ]);
        },
      },
      series: [
        { ...marks, name: t("buyers.returning"), color: palette.returning, data: rows.map((row) => row.returning) },
        { ...marks, name: t("buyers.new"), color: palette.fresh, data: rows.map((row) => row.fresh) },
      ],
    };
  }, [rows, grain, range, locale, t, dark]);
  return <Chart option={option} height={height} label={t("buyers.describe", { range: formatRange(range, locale) })} />;
}
