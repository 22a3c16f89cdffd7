import { describe, expect, it } from "vitest";
import { formatAgo, formatDate, formatHour, formatPeriodShort, formatRange, formatRangeShort, formatWeekday } from "../src/format/dates";

describe("dates", () => {
  it("shows a business date as the same day in every zone", () => {
    const zone = process.env.TZ;
    for (const name of ["Pacific/Honolulu", "UTC", "Asia/Shanghai", "Pacific/Kiritimati"]) {
      process.env.TZ = name;
      expect(formatDate("2011-08-31", "en-GB")).toBe("31 Aug 2011");
    }
    process.env.TZ = zone;
  });

  it("names weekdays from Monday, and hours from midnight", () => {
    expect([1, 7].map((day) => formatWeekday(day, "en-GB"))).toEqual(["Mon", "Sun"]);
    expect(formatWeekday(1, "zh-CN")).toBe("周一");
    expect([0, 18].map((hour) => formatHour(hour, "en-GB"))).toEqual(["00:00", "18:00"]);
  });

  it("speaks the locale", () => {
    expect(formatDate("2011-08-31", "zh-CN")).toBe("2011年8月31日");
    expect(formatPeriodShort("2011-08-01", "month", "en-GB")).toBe("Aug 2011");
  });

  it("joins a range, and a single day is no range", () => {
    expect(formatRange({ from: "2011-08-01", to: "2011-08-31" }, "en-GB").replace(/\s*–\s*/, "–")).toBe("1–31 Aug 2011");
    expect(formatRange({ from: "2011-08-01", to: "2011-08-01" }, "en-GB")).toBe("1 Aug 2011");
  });

  it("names a whole month instead of its ends where room is short", () => {
    expect(formatRangeShort({ from: "2011-02-01", to: "2011-02-28" }, "en-GB")).toBe("Feb 2011");
    expect(formatRangeShort({ from: "2012-02-01", to: "2012-02-28" }, "en-GB").replace(/\s*–\s*/, "–")).toBe("1–28 Feb");
    expect(formatRangeShort({ from: "2011-02-03", to: "2011-02-03" }, "zh-CN")).toBe("2月3日");
  });

  it("never says that something was done in the future", () => {
    expect(formatAgo("2026-01-01T00:00:10Z", Date.parse("2026-01-01T00:00:00Z"), "en-GB")).toBe("now");
    expect(formatAgo("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:02:10Z"), "en-GB")).toBe("2 min ago");
  });
});
