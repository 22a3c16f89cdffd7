import { useMemo } from "react";
import type { TrafficRow } from "../api/reports";
import { DARK, LIGHT, useDark } from "../app/theme";
import { formatBytes, formatCompact, formatCount } from "../format/number";
import { useLanguage } from "../i18n/language";
import { baseOption, indexOf, tooltipHtml, valueAxis } from "./base";
import { Chart, type ChartOption } from "./Chart";

/** Requests an hour, with the failed ones in front. */
export function TrafficChart({ rows, height }: { rows: readonly TrafficRow[]; height: number }) {
  const { t, locale } = useLanguage();
  const dark = useDark();
  const option = useMemo<ChartOption>(() => {
    const palette = dark ? DARK : LIGHT;
    const hour = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
    const labels = rows.map((row) => hour.format(new Date(row.hour)));
    const base = baseOption(palette, labels);
    const area = { type: "line" as const, symbol: rows.length === 1 ? "circle" : "none", lineStyle: { width: 1.5 } };
    return {
      ...base,
      yAxis: { ...valueAxis(palette, (value) => formatCompact(value, locale)), minInterval: 1 },
      tooltip: {
        ...base.tooltip,
        formatter: (parameters: unknown) => {
          const index = indexOf(parameters);
          const row = rows[index];
          if (!row) return "";
          return tooltipHtml(labels[index] ?? "", [
            { label: t("traffic.requests"), value: formatCount(row.requests, locale), color: palette.returning },
            { label: t("traffic.errors"), value: formatCount(row.errors, locale), color: palette.refunds },
            { label: t("traffic.bytes"), value: formatBytes(row.bytes, locale) },
          ]);
        },
      },
      series: [
        { ...area, name: t("traffic.requests"), color: palette.returning, areaStyle: { opacity: 0.14 }, data: rows.map((row) => row.requests) },
        { ...area, name: t("traffic.errors"), color: palette.refunds, areaStyle: { opacity: 0.3 }, data: rows.map((row) => row.errors) },
      ],
    };
  }, [rows, locale, t, dark]);
  return <Chart option={option} height={height} label={t("traffic.describe")} />;
}
