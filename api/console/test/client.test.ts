import { describe, expect, it } from "vitest";
import { rowsOf, type Answer } from "../src/api/answer";
import { ApiClient } from "../src/api/client";
import { ApiError } from "../src/api/problem";
import { reportUrl } from "../src/api/reports";

/** A platform that answers in turn and keeps what it was asked. */
function platform(...answers: (Response | Error)[]) {
  const asked: { url: string; etag: string | null }[] = [];
  const client = new ApiClient((url, init) => {
    asked.push({ url: String(url), etag: new Headers(init?.headers).get("If-None-Match") });
    const answer = answers.shift();
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new Error("asked too often"));
  });
  return { client, asked };
}

const ok = (value: unknown, etag?: string) => new Response(JSON.stringify(value), { status: 200, headers: etag ? { ETag: etag } : {} });
const notModified = () => new Response(null, { status: 304 });
const caught = (promise: Promise<unknown>) => promise.then(() => null, (error: unknown) => error as ApiError);

describe("the API client", () => {
  it("asks with the ETag it was given and keeps the same object over a 304", async () => {
    const { client, asked } = platform(ok({ n: 1 }, '"a"'), notModified(), ok({ n: 2 }, '"b"'), notModified());
    const first = await client.get("/x");
    const second = await client.get("/x");
    const third = await client.get("/x");
    const fourth = await client.get("/x");
    expect(asked.map(({ etag }) => etag)).toEqual([null, '"a"', '"a"', '"b"']);
    expect([first.changed, second.changed, third.changed, fourth.changed]).toEqual([true, false, true, false]);
    expect(second.value).toBe(first.value);
    expect(fourth.value).toEqual({ n: 2 });
  });

  it("keeps ETags apart by address, and asks without one where none was given", async () => {
    const { client, asked } = platform(ok(1, '"a"'), ok(2), ok(2));
    await client.get("/x");
    await client.get("/y");
    await client.get("/y");
    expect(asked.map(({ etag }) => etag)).toEqual([null, null, null]);
  });

  it("forgets an ETag that an answer no longer has", async () => {
    const { client, asked } = platform(ok(1, '"a"'), ok(2), ok(3));
    for (let time = 0; time < 3; time++) await client.get("/x");
    expect(asked.map(({ etag }) => etag)).toEqual([null, '"a"', null]);
  });

  it("keeps answers within bounds", async () => {
    const { client } = platform(...Array.from({ length: 100 }, (_, index) => ok(index, `"${index}"`)));
    for (let index = 0; index < 100; index++) await client.get(`/${index}`);
    expect(client.peek("/0")).toBeUndefined();
    expect(client.peek("/99")).toBe(99);
  });

  it.each([
    ["problem+json", new Response('{"code":"bad-parameter","detail":"from is x"}', { status: 400 }), "bad-parameter", "from is x"],
    ["a page of a proxy", new Response("<html>", { status: 502 }), "http-502", ""],
    ["a 304 that was not asked for", notModified(), "http-304", ""],
    ["no JSON", new Response("<html>", { status: 200 }), "not-json", "<html>"],
    ["no answer at all", new TypeError("Failed to fetch"), "unreachable", ""],
  ])("names the problem: %s", async (_, answer, code, detail) => {
    const error = await caught(platform(answer).client.get("/x"));
    expect(error).toBeInstanceOf(ApiError);
    expect([error?.code, error?.detail]).toEqual([code, detail]);
  });

  it("lets an abort be an abort", async () => {
    const error = await caught(platform(new DOMException("stopped", "AbortError")).client.get("/x"));
    expect(error?.name).toBe("AbortError");
  });
});

describe("answers", () => {
  const answer: Answer = {
    name: "sales", columns: [{ name: "period", type: "date", unit: null }, { name: "orders", type: "bigint", unit: "orders" }],
    rows: [["2011-08-31", 5]], versions: {}, as_of: "2026-01-01T00:00:00Z",
  };

  it("are read by column name, whatever their order", () => {
    expect(rowsOf(answer, ["orders", "period"])).toEqual([{ orders: 5, period: "2011-08-31" }]);
  });

  it("that lack a column say which, and what they have", () => {
    expect(() => rowsOf(answer, ["period", "gross_minor"])).toThrow("report sales lacks gross_minor; it has period, orders");
  });

  it("are asked at one address for one question", () => {
    expect(reportUrl("sales")).toBe("/v1/reports/sales");
    expect(reportUrl("top-products", { limit: 10, currency: "GBP", range: { from: "2011-01-01", to: "2011-01-31" } }))
      .toBe("/v1/reports/top-products?from=2011-01-01&to=2011-01-31&currency=GBP&limit=10");
  });
});
