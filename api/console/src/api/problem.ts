/** What went wrong with a request: a stable code that the dictionaries translate, and the platform's own words beside it. */
export class ApiError extends Error {
  constructor(
    /** Stable code of the problem, or one of the console's own: unreachable, not-json, http-NNN. */
    readonly code: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The platform's words, may be empty. */
    readonly detail: string,
    readonly url: string,
  ) {
    super(detail || code);
    this.name = "ApiError";
  }
}

/** Reads problem+json; a body that is none (a proxy's page, say) still gives an error with its status. */
export function problemOf(status: number, body: string, url: string): ApiError {
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem === "object" && problem !== null) {
      const { code, detail, title } = problem as Record<string, unknown>;
      return new ApiError(typeof code === "string" && code ? code : `http-${status}`, status, text(detail) || text(title), url);
    }
  } catch {
    // Not JSON: the status says what there is to say.
  }
  return new ApiError(`http-${status}`, status, "", url);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
