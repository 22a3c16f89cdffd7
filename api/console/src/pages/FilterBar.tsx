import { Segmented, Select, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { useLanguage } from "../i18n/language";
import type { Filter, View } from "../period/filter";
import { GRAINS } from "../period/grain";
import { PRESETS, presetRange, type Preset } from "../period/presets";
import { sameRange, type DateRange } from "../period/range";

const RangeField = lazy(() => import("./RangeField"));

interface FilterBarProps {
  readonly view: View;
  readonly filter: Filter;
  /** First and last business date that have data. */
  readonly data: DateRange;
  readonly change: (filter: Filter) => void;
}

/** Period, unit and currency of everything on the page. */
export function FilterBar({ view, filter, data, change }: FilterBarProps) {
  const { t } = useLanguage();
  const preset = presetOf(filter.range, data);
  const presets = PRESETS.filter((name) => presetRange(name, data) !== null).map((name) => ({ value: name as Preset | "custom", label: t(`preset.${name}`) }));
  return (
    <form className="filters" aria-label={t("filter.title")} onSubmit={(event) => event.preventDefault()}>
      <Select<Preset | "custom">
        aria-label={t("filter.preset")}
        className="preset"
        popupMatchSelectWidth={false}
        value={preset}
        options={preset === "custom" ? [...presets, { value: "custom", label: t("preset.custom") }] : presets}
        onChange={(name) => {
          if (name !== "custom") change({ ...filter, range: name === "all" ? null : presetRange(name, data), grain: null });
        }}
      />
      <Suspense fallback={<Skeleton.Input className="range" />}>
        <RangeField range={view.range} data={data} change={(range) => change({ ...filter, range })} />
      </Suspense>
      <Segmented
        aria-label={t("filter.grain")}
        value={view.grain}
        options={GRAINS.map((grain) => ({ value: grain, label: t(`grain.${grain}`) }))}
        onChange={(grain) => change({ ...filter, grain })}
      />
      {view.currencies.length > 1 ? (
        <Select
          aria-label={t("filter.currency")}
          value={view.currency}
          options={view.currencies.map((currency) => ({ value: currency, label: currency }))}
          onChange={(currency) => change({ ...filter, currency })}
        />
      ) : null}
    </form>
  );
}

function presetOf(range: DateRange | null, data: DateRange): Preset | "custom" {
  if (range === null) return "all";
  return PRESETS.find((name) => sameRange(presetRange(name, data), range)) ?? "custom";
}
