import { describe, expect, it } from "vitest";
import { decimalText, exponentOf, formatMoney, formatMoneyAxis } from "../src/format/money";

describe("money", () => {
  it.each([
    [0, "GBP", "0.00"],
    [5, "GBP", "0.05"],
    [-5, "GBP", "-0.05"],
    [629376400, "GBP", "6293764.00"],
    [-1106206, "GBP", "-11062.06"],
    [1234, "JPY", "1234"],
    [1234, "KWD", "1.234"],
    [1234, "CLF", "0.1234"],
    [9007199254740993n, "CNY", "90071992547409.93"],
  ] as const)("writes %s %s as %s", (minor, currency, text) => {
    expect(decimalText(minor, currency)).toBe(text);
  });

  it("follows ISO 4217 where browsers' tables do not", () => {
    expect([exponentOf("IQD"), exponentOf("UGX"), exponentOf("AFN"), exponentOf("XYZ")]).toEqual([3, 0, 2, 2]);
  });

  it.each([
    [629376400, "GBP", "en-GB", "£6,293,764.00"],
    [-52077056, "GBP", "en-GB", "-£520,770.56"],
    [629376400, "CNY", "zh-CN", "¥6,293,764.00"],
    [48499, "GBP", "de-DE", "484,99 £"],
    [1000, "JPY", "en-GB", "¥1,000"],
  ])("shows %i %s in %s as %s", (minor, currency, locale, text) => {
    expect(formatMoney(minor, currency, locale).replace(/\s/g, " ")).toBe(text);
  });

  it("does not break the page over a malformed currency", () => {
    expect(formatMoney(100, "pounds", "en-GB")).toContain("1.00");
  });

  it("shortens axes by the locale", () => {
    expect(formatMoneyAxis(12345600, "GBP", "en-GB")).toBe("£123.5k");
    expect(formatMoneyAxis(12345600, "CNY", "zh-CN")).toBe("¥12.3万");
  });
});
