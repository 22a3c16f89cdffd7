import { ApiError, problemOf } from "./problem";

/** One answer: its JSON, and whether it differs from the one before. */
export interface Fetched<T> {
  readonly value: T;
  readonly changed: boolean;
}

interface Kept {
  readonly etag: string;
  readonly value: unknown;
}

const KEPT_MAX = 64;

/**
 * GETs JSON and asks again with the ETag it was given: an unchanged answer costs a 304 and keeps its object, so React
 * draws nothing. The browser's own cache stays out of it, as it would hide the 304.
 */
export class ApiClient {
  readonly #fetch: typeof fetch;
  readonly #kept = new Map<string, Kept>();

  constructor(fetchImpl: typeof fetch = (input, init) => fetch(input, init)) {
    this.#fetch = fetchImpl;
  }

  /** @throws {ApiError} for every answer that is not 200 or 304, and for none at all; an abort stays an AbortError. */
  async get<T>(url: string, signal?: AbortSignal): Promise<Fetched<T>> {
    const kept = this.#kept.get(url);
    const headers: Record<string, string> = { Accept: "application/json" };
    if (kept) headers["If-None-Match"] = kept.etag;
    const response = await this.#send(url, { headers, cache: "no-store", signal: signal ?? null });
    if (response.status === 304 && kept) return { value: kept.value as T, changed: false };
    const body = await response.text();
    if (response.status !== 200) throw problemOf(response.status, body, url);
    const value = parse<T>(body, url);
    this.#keep(url, response.headers.get("ETag"), value);
    return { value, changed: true };
  }

  /** What was last answered for the address, to draw at once while asking again. */
  peek<T>(url: string): T | undefined {
    return this.#kept.get(url)?.value as T | undefined;
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(url, init);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new ApiError("unreachable", 0, "", url);
    }
  }

  #keep(url: string, etag: string | null, value: unknown): void {
    this.#kept.delete(url);
    if (!etag) return;
    this.#kept.set(url, { etag, value });
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value as string);
  }
}

function parse<T>(body: string, url: string): T {
  try {
    return JSON.parse(body) as T;
  } catch {
    throw new ApiError("not-json", 200, body.slice(0, 200), url);
  }
}
