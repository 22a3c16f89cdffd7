import { addDays, addMonths, clip, endOfMonth, startOfMonth, type DateRange } from "./range";

export const PRESETS = ["all", "last7", "last30", "last90", "month", "lastMonth", "year"] as const;
export type Preset = (typeof PRESETS)[number];

/**
 * A preset over the data's own range: "last 30 days" are those up to the newest day that has data, so that history
 * imported today is not an empty page. Null when nothing of the preset lies in the data.
 */
export function presetRange(preset: Preset, data: DateRange): DateRange | null {
  return clip(wanted(preset, data), data);
}

function wanted(preset: Preset, data: DateRange): DateRange {
  const newest = data.to;
  switch (preset) {
    case "all":
      return data;
    case "last7":
      return { from: addDays(newest, -6), to: newest };
    case "last30":
      return { from: addDays(newest, -29), to: newest };
    case "last90":
      return { from: addDays(newest, -89), to: newest };
    case "month":
      return { from: startOfMonth(newest), to: newest };
    case "lastMonth": {
      const first = addMonths(newest, -1);
      return { from: first, to: endOfMonth(first) };
    }
    case "year":
      return { from: `${newest.slice(0, 4)}-01-01`, to: newest };
  }
}
