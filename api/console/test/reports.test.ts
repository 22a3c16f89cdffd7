import { describe, expect, it } from "vitest";
import type { Answer, Cell } from "../src/api/answer";
import { merchantRows, productRows, regionRows, rfmCells, salesRows, shareOfFirstFifth, trafficRows, visitHours } from "../src/api/reports";
import { boundsOf } from "../src/pages/useView";
import { filled, NO_SALES } from "../src/pages/filled";

const answer = (columns: string, ...rows: Cell[][]): Answer => ({
  name: "x", columns: columns.split(" ").map((name) => ({ name, type: "", unit: null })), rows, versions: {}, as_of: null,
});
const SALES = "period orders buyers gross_minor refunds_minor net_minor average_order_minor currency";

describe("reports", () => {
  it("read an average of no orders as zero, and amounts that came as text", () => {
    expect(salesRows(answer(SALES, ["2011-01-01", 0, 0, 0, 500, -500, null, "GBP"], ["2011-01-02", 1, 1, "9007199254740991", 0, 1, 1, "GBP"]))).toMatchObject([
      { period: "2011-01-01", average: 0, net: -500 },
      { period: "2011-01-02", gross: Number.MAX_SAFE_INTEGER },
    ]);
  });

  it("name a product in the reader's language, else in the other", () => {
    const products = answer("product_id name_zh name_en quantity orders gross_minor currency", ["1", "灯", "Lamp", 1, 1, 1, "GBP"], ["2", null, " Mug ", 1, 1, 1, "GBP"], ["3", null, null, 1, 1, 1, "GBP"]);
    expect(productRows(products, "zh").map(({ name }) => name)).toEqual(["灯", "Mug", ""]);
    expect(productRows(products, "en").map(({ name }) => name)).toEqual(["Lamp", "Mug", ""]);
  });

  it("name regions without the provinces and cities that all of them share", () => {
    const named = (...regions: string[]) => regionRows(answer("region orders buyers gross_minor currency", ...regions.map((region) => [region, 1, 1, 1, "CNY"]))).map(({ name }) => name);
    expect(named("广东省 深圳市 福田", "广东省 深圳市 世界之窗")).toEqual(["福田", "世界之窗"]);
    expect(named("广东省 深圳市 福田", "广东省 广州市 天河")).toEqual(["深圳市 福田", "广州市 天河"]);
    expect(named("广东省 深圳市", "广东省 深圳市 福田")).toEqual(["深圳市", "深圳市 福田"]);
    expect(named("广东省 深圳市 福田")).toEqual(["福田"]);
    expect(named("United Kingdom", "United States")).toEqual(["United Kingdom", "United States"]);
    expect(named()).toEqual([]);
  });

  it("refuse an answer of another shape", () => {
    expect(() => rfmCells(answer("recency frequency"))).toThrow(/lacks segment, members, gross_minor, currency/);
    expect(() => trafficRows(answer(SALES))).toThrow(/lacks hour/);
  });
});

describe("merchants", () => {
  const MERCHANTS = "name orders buyers gross_minor refunds_minor currency";

  it("are those that sold in the currency, in the answer's order", () => {
    const rows = merchantRows(answer(MERCHANTS, ["A", 2, 1, "900", 0, "CNY"], ["B", 1, 1, 100, 50, "CNY"], ["C", 0, 0, 0, 70, "CNY"], ["D", 9, 9, 9, 0, "GBP"]), "CNY");
    expect(rows.map(({ name, gross, refunds }) => [name, gross, refunds])).toEqual([["A", 900, 0], ["B", 100, 50]]);
  });

  it("say what the first fifth of them sold, rounded up to whole merchants", () => {
    const of = (...gross: number[]) => shareOfFirstFifth(gross.map((amount) => ({ name: "", orders: 1, buyers: 1, gross: amount, refunds: 0 })));
    expect([of(), of(0, 0), of(75, 25), of(50, 20, 10, 10, 10), of(40, 20, 10, 10, 10, 10)]).toEqual([0, 0, 0.75, 0.5, 0.6]);
  });
});

describe("visits by hour", () => {
  it("read counts that came as text, and refuse an answer without the hour", () => {
    expect(visitHours(answer("weekday hour visits visitors", [1, 8, "12", 3]))).toEqual([{ weekday: 1, hour: 8, visits: 12 }]);
    expect(() => visitHours(answer("weekday visits"))).toThrow(/lacks hour/);
  });
});

describe("traffic", () => {
  const hours = (...rows: Cell[][]) => trafficRows(answer("hour requests errors bytes", ...rows));

  it("has a zero for an hour in which nobody came", () => {
    expect(hours(["2015-05-17T08:00:00Z", 5, 1, 10], ["2015-05-17T11:00:00Z", 7, 0, 10]).map(({ requests }) => requests)).toEqual([5, 0, 0, 7]);
  });

  it("stays as it came over a long time, and without any", () => {
    expect(hours(["2015-05-17T08:00:00Z", 5, 1, 10], ["2025-05-17T11:00:00Z", 7, 0, 10])).toHaveLength(2);
    expect(hours()).toEqual([]);
  });
});

describe("the data's bounds", () => {
  it("span all currencies and put the most used first", () => {
    const rows = salesRows(answer(SALES, ["2011-02-01", 1, 1, 9, 0, 9, 9, "EUR"], ["2011-01-01", 5, 1, 1, 0, 1, 1, "GBP"], ["2011-03-01", 0, 0, 0, 3, -3, null, "GBP"]));
    expect(boundsOf(rows)).toEqual({ range: { from: "2011-01-01", to: "2011-03-01" }, currencies: ["GBP", "EUR"] });
  });

  it("are none without sales", () => {
    expect(boundsOf([])).toBeNull();
  });
});

describe("filled rows", () => {
  it("have a zero for every day that sold nothing, and keep the rest", () => {
    const rows = [{ ...NO_SALES, period: "2011-01-02", orders: 3 }];
    const all = filled(rows, { from: "2011-01-01", to: "2011-01-03" }, "day", (period) => ({ ...NO_SALES, period }));
    expect(all.map(({ period, orders }) => [period, orders])).toEqual([["2011-01-01", 0], ["2011-01-02", 3], ["2011-01-03", 0]]);
  });
});
