import { describe, expect, it } from "vitest";
import { formatAgo, formatDate, formatPeriodShort, formatRange } from "../src/format/dates";

describe("dates", () => {
  it("shows a business date as the same day in every zone", () => {
    const zone = process.env.TZ;
    for (const name of ["Pacific/Honolulu", "UTC", "Asia/Shanghai", "Pacific/Kiritimati"]) {
      process.env.TZ = name;
      expect(formatDate("2011-08-31", "en-GB")).toBe("31 Aug 2011");
    }
    process.env.TZ = zone;
  });

  it("speaks the locale", () => {
    expect(formatDate("2011-08-31", "zh-CN")).toBe("2011年8月31日");
    expect(formatPeriodShort("2011-08-01", "month", "en-GB")).toBe("Aug 2011");
  });

  it("joins a range, and a single day is no range", () => {
    expect(formatRange({ from: "2011-08-01", to: "2011-08-31" }, "en-GB").replace(/\s*–\s*/, "–")).toBe("1–31 Aug 2011");
    expect(formatRange({ from: "2011-08-01", to: "2011-08-01" }, "en-GB")).toBe("1 Aug 2011");
  });

  it("never says that something was done in the future", () => {
    expect(formatAgo("2026-01-01T00:00:10Z", Date.parse("2026-01-01T00:00:00Z"), "en-GB")).toBe("now");
    expect(formatAgo("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:02:10Z"), "en-GB")).toBe("2 min ago");
  });
});
