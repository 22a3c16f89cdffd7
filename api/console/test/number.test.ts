import { describe, expect, it } from "vitest";
import { changeOf, formatBytes, formatChange, formatCount, formatMilliseconds } from "../src/format/number";

describe("numbers", () => {
  it.each([[0, "0 B"], [1023, "1,023 B"], [1024, "1 KiB"], [1536, "1.5 KiB"], [5 * 1024 ** 3, "5 GiB"]])("shows %i bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes, "en-GB")).toBe(text);
  });

  it.each([[0, "0 ms"], [850, "850 ms"], [2400, "2.4 s"], [200_000, "3 min 20 s"], [7_500_000, "2 h 5 min"]])("shows %i ms as %s", (ms, text) => {
    expect(formatMilliseconds(ms, "en-GB")).toBe(text);
  });

  it("has no change against nothing", () => {
    expect(changeOf(5, 0)).toBeNull();
    expect(changeOf(0, 0)).toBeNull();
  });

  it("measures change against the size of what was, also of a loss", () => {
    expect(changeOf(150, 100)).toBe(0.5);
    expect(changeOf(-50, -100)).toBe(0.5);
  });

  it("signs changes", () => {
    expect(formatChange(0.123, "en-GB")).toBe("+12.3%");
    expect(formatChange(-0.04, "en-GB")).toBe("-4.0%");
    expect(formatChange(0, "en-GB")).toBe("0.0%");
  });

  it("groups by the locale", () => {
    expect(formatCount(1234567, "en-GB")).toBe("1,234,567");
    expect(formatCount(1234567, "de-DE")).toBe("1.234.567");
  });
});
