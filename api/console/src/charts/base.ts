import type { Palette } from "../app/theme";
import type { ChartOption } from "./Chart";

export interface TooltipLine {
  readonly label: string;
  readonly value: string;
  readonly color?: string;
}

/** What all charts of the page share: thin axes, no animation on a poll, a tooltip that stays inside a phone. */
export function baseOption(palette: Palette, axisLabels: readonly string[]): ChartOption {
  return {
    animationDuration: 250,
    animationDurationUpdate: 0,
    textStyle: { fontFamily: "inherit", color: palette.muted },
    grid: { left: 4, right: 8, top: 14, bottom: 6, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: {
      type: "category",
      data: [...axisLabels],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.muted, hideOverlap: true, fontSize: 11 },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow", shadowStyle: { color: palette.muted, opacity: 0.08 } },
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12 },
      padding: [8, 10],
    },
    aria: { enabled: false },
  };
}

export function valueAxis(palette: Palette, label: (value: number) => string) {
  return {
    type: "value" as const,
    splitNumber: 4,
    axisLabel: { color: palette.muted, fontSize: 11, formatter: label },
    splitLine: { lineStyle: { color: palette.line } },
  };
}

const BARS_MAX = 120;

/**
 * Marks of one amount per period: bars, or above a hundred or so a stepped area, as bars thinner than a few pixels flicker.
 * Series of one `stack` stand on each other; different stacks of bars overlap.
 */
export function amountSeries(count: number, stack: string) {
  return count <= BARS_MAX
    ? { type: "bar" as const, stack, barMaxWidth: 26, barGap: "-100%", barCategoryGap: "28%" }
    : { type: "line" as const, stack, step: "middle" as const, symbol: "none", lineStyle: { width: 0 }, areaStyle: { opacity: 1 } };
}

/** A tooltip as HTML; texts from data are escaped, as product and region names come from outside. */
export function tooltipHtml(title: string, lines: readonly TooltipLine[]): string {
  const rows = lines.map(({ label, value, color }) =>
    `<tr><td>${color ? `<i style="background:${color}"></i>` : ""}${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>`);
  return `<div class="tip"><b>${escapeHtml(title)}</b><table>${rows.join("")}</table></div>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The index that an axis tooltip points at. */
export function indexOf(parameters: unknown): number {
  const first: unknown = Array.isArray(parameters) ? parameters[0] : parameters;
  return typeof first === "object" && first !== null && "dataIndex" in first ? Number(first.dataIndex) : -1;
}
