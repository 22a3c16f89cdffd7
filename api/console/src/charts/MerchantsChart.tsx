import { useMemo } from "react";
import type { MerchantRow } from "../api/reports";
import { DARK, LIGHT, useDark } from "../app/theme";
import { formatMoney, formatMoneyAxis } from "../format/money";
import { formatCount, formatShare } from "../format/number";
import { useLanguage } from "../i18n/language";
import { amountSeries, baseOption, indexOf, tooltipHtml, valueAxis } from "./base";
import { Chart, type ChartOption } from "./Chart";

interface MerchantsChartProps {
  /** Highest gross first. */
  readonly rows: readonly MerchantRow[];
  readonly currency: string;
  readonly height: number;
  readonly label: string;
}

/** What each merchant sold, from the one that sold most to the one that sold least: how long the tail is. */
export function MerchantsChart({ rows, currency, height, label }: MerchantsChartProps) {
  const { t, locale } = useLanguage();
  const dark = useDark();
  const option = useMemo<ChartOption>(() => {
    const palette = dark ? DARK : LIGHT;
    const total = rows.reduce((sum, row) => sum + row.gross, 0);
    const base = baseOption(palette, rows.map((_, index) => formatCount(index + 1, locale)));
    return {
      ...base,
      yAxis: valueAxis(palette, (value) => formatMoneyAxis(value, currency, locale)),
      tooltip: {
        ...base.tooltip,
        formatter: (parameters: unknown) => {
          const index = indexOf(parameters);
          const row = rows[index];
          if (!row) return "";
          return tooltipHtml(`${formatCount(index + 1, locale)} · ${row.name}`, [
            { label: t("sales.gross"), value: formatMoney(row.gross, currency, locale), color: palette.net },
            { label: t("rank.share"), value: total > 0 ? formatShare(row.gross / total, locale) : "—" },
            { label: t("sales.refunds"), value: formatMoney(row.refunds, currency, locale) },
            { label: t("sales.orders"), value: formatCount(row.orders, locale) },
            { label: t("kpi.buyers"), value: formatCount(row.buyers, locale) },
          ]);
        },
      },
      series: [{ ...amountSeries(rows.length, "gross"), name: t("sales.gross"), color: palette.net, data: rows.map((row) => row.gross) }],
    };
  }, [rows, currency, locale, t, dark]);
  return <Chart option={option} height={height} label={label} />;
}
