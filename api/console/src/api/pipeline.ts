/** Health of the way from the log to the libraries, as `/v1/pipeline` gives it. */
export interface Pipeline {
  readonly as_of: string;
  readonly topics: readonly TopicHealth[];
  readonly rejected: readonly RejectedReason[];
  readonly models: readonly ModelHealth[];
}

/** Counts of one topic; `log` = bronze + rejected once nothing is behind. */
export interface TopicHealth {
  readonly topic: string;
  /** Events that the log took, all time. */
  readonly log: number;
  /** Rows that landed, doubles included. */
  readonly bronze: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Events of the log that are not in the lake yet. */
  readonly lag_events: number;
  /** Age of the oldest of them, seconds; null when none waits. */
  readonly lag_seconds: number | null;
}

export interface RejectedReason {
  readonly topic: string;
  readonly reason: string;
  readonly count: number;
}

export type ModelState = "ok" | "running" | "failed" | "stale" | "never";

export interface ModelHealth {
  readonly name: string;
  readonly state: ModelState;
  readonly mode: string | null;
  readonly built_at: string | null;
  readonly ms: number | null;
  readonly rows: number | null;
  readonly version: number | null;
  readonly error: string | null;
}

export const PIPELINE_URL = "/v1/pipeline";

/** Events of the log that are not in the lake yet, over all topics. */
export function behind(pipeline: Pipeline): number {
  return pipeline.topics.reduce((sum, topic) => sum + topic.lag_events, 0);
}
