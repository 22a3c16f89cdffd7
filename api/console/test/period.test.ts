import { describe, expect, it } from "vitest";
import { filterOf, searchOf, viewOf } from "../src/period/filter";
import { datesOf, naturalGrain, periodsIn } from "../src/period/grain";
import { PRESETS, presetRange } from "../src/period/presets";
import { addDays, addMonths, clip, daysIn, endOfMonth, isBusinessDate, previousRange, startOfWeek } from "../src/period/range";

const data = { from: "2010-12-01", to: "2011-08-31" };

describe("business dates", () => {
  it.each(["2011-02-29", "2011-13-01", "2011-1-1", "", null, undefined, "2011-08-31T00:00", "99999-01-01"])("refuses %s", (text) => {
    expect(isBusinessDate(text)).toBe(false);
  });

  it("counts over months, years and leap days", () => {
    expect(addDays("2010-12-31", 1)).toBe("2011-01-01");
    expect(addDays("2012-02-28", 1)).toBe("2012-02-29");
    expect(addMonths("2011-01-31", -1)).toBe("2010-12-01");
    expect(addMonths("2010-12-05", 14)).toBe("2012-02-01");
    expect(endOfMonth("2012-02-10")).toBe("2012-02-29");
    expect(daysIn(data)).toBe(274);
  });

  it("starts weeks on Monday", () => {
    expect(["2011-08-28", "2011-08-29", "2011-09-04"].map(startOfWeek)).toEqual(["2011-08-22", "2011-08-29", "2011-08-29"]);
  });
});

describe("the period before", () => {
  it.each([
    ["whole month: the month before", "2011-03-01", "2011-03-31", "2011-02-01", "2011-02-28"],
    ["whole quarter: the quarter before", "2011-04-01", "2011-06-30", "2011-01-01", "2011-03-31"],
    ["over a new year", "2011-01-01", "2011-01-31", "2010-12-01", "2010-12-31"],
    ["a week", "2011-08-25", "2011-08-31", "2011-08-18", "2011-08-24"],
    ["a day", "2011-03-01", "2011-03-01", "2011-02-28", "2011-02-28"],
    ["part of a month: as many days", "2011-03-01", "2011-03-30", "2011-01-30", "2011-02-28"],
  ])("%s", (_, from, to, previousFrom, previousTo) => {
    expect(previousRange({ from, to })).toEqual({ from: previousFrom, to: previousTo });
  });

  it("always ends the day before, for any range", () => {
    for (let start = 0; start < 400; start += 7) {
      for (const length of [1, 2, 28, 30, 31, 59, 365]) {
        const from = addDays("2010-12-01", start);
        expect(previousRange({ from, to: addDays(from, length - 1) }).to).toBe(addDays(from, -1));
      }
    }
  });
});

describe("periods", () => {
  it("cover every day of the range once, at every grain", () => {
    for (const grain of ["day", "week", "month"] as const) {
      const parts = periodsIn(data, grain).map((period) => datesOf(period, grain, data));
      expect(parts[0]?.from).toBe(data.from);
      expect(parts.at(-1)?.to).toBe(data.to);
      expect(parts.reduce((sum, part) => sum + daysIn(part), 0)).toBe(daysIn(data));
    }
  });

  it("keep daily marks for a year, not for ten", () => {
    expect(naturalGrain(data)).toBe("day");
    expect(naturalGrain({ from: "2010-01-01", to: "2012-01-01" })).toBe("week");
    expect(naturalGrain({ from: "2010-01-01", to: "2020-01-01" })).toBe("month");
  });
});

describe("presets", () => {
  it.each([
    ["all", "2010-12-01", "2011-08-31"],
    ["last7", "2011-08-25", "2011-08-31"],
    ["last30", "2011-08-02", "2011-08-31"],
    ["month", "2011-08-01", "2011-08-31"],
    ["lastMonth", "2011-07-01", "2011-07-31"],
    ["year", "2011-01-01", "2011-08-31"],
  ] as const)("%s ends with the data, not with today", (preset, from, to) => {
    expect(presetRange(preset, data)).toEqual({ from, to });
  });

  it("stay inside the data, or are not offered", () => {
    const day = { from: "2011-08-05", to: "2011-08-05" };
    for (const preset of PRESETS) expect(presetRange(preset, day)).toEqual(preset === "lastMonth" ? null : day);
  });
});

describe("the filter in the address", () => {
  it("comes back as it was written", () => {
    for (const filter of [
      { range: null, grain: null, currency: null },
      { range: { from: "2011-01-01", to: "2011-01-31" }, grain: "week", currency: "GBP" },
    ] as const) expect(filterOf(searchOf(filter))).toEqual(filter);
  });

  it.each(["?from=2011-01-01", "?from=2011-02-01&to=2011-01-01", "?from=x&to=2011-01-01", "?grain=year&currency=gbp"])("ignores %s", (search) => {
    expect(filterOf(search)).toEqual({ range: null, grain: null, currency: null });
  });

  it("follows the data where nothing was chosen", () => {
    expect(viewOf(filterOf(""), data, ["GBP", "EUR"])).toEqual({ range: data, grain: "day", currency: "GBP", currencies: ["GBP", "EUR"], inData: true });
  });

  it("knows a range beside the data, and a currency that is not in it", () => {
    const view = viewOf(filterOf("?from=2020-01-01&to=2020-02-01&currency=USD"), data, ["GBP"]);
    expect([view.inData, view.currency]).toEqual([false, "GBP"]);
    expect(clip(view.range, data)).toBeNull();
  });
});
