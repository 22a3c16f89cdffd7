import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { ApiClient } from "./client";
import { ApiError } from "./problem";

const BEAT_MS = 5_000;
const BEATS_WAITED_MAX = 6;

interface Pulse {
  readonly client: ApiClient;
  readonly beat: number;
  readonly retry: () => void;
}

const PulseContext = createContext<Pulse | null>(null);

/** The page's heartbeat: every 5 s while somebody looks, at once when the page comes back into view, never behind. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [client] = useState(() => new ApiClient());
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const beatOnce = () => setBeat((count) => count + 1);
    const follow = () => {
      clearInterval(timer);
      if (document.visibilityState !== "visible") return;
      beatOnce();
      timer = setInterval(beatOnce, BEAT_MS);
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", follow);
    };
  }, []);
  const pulse = useMemo(() => ({ client, beat, retry: () => setBeat((count) => count + BEATS_WAITED_MAX) }), [client, beat]);
  return <PulseContext value={pulse}>{children}</PulseContext>;
}

/** What a panel knows: the newest answer, the error of the last attempt, and whether the answer is for an older question. */
export interface Live<T> {
  readonly data: T | undefined;
  readonly error: ApiError | null;
  readonly stale: boolean;
  readonly retry: () => void;
}

/**
 * The answer at `url`, asked again with every beat. A new address keeps the old answer, marked stale, until the new one is
 * there; a failure keeps it too, and is tried less often the longer it lasts. Null asks nothing.
 */
export function useLive<T>(url: string | null): Live<T> {
  const { client, beat, retry } = useLiveContext();
  const [state, setState] = useState<{ url: string | null; data: T | undefined; error: ApiError | null }>({ url: null, data: undefined, error: null });
  const asking = useRef<{ url: string; abort: AbortController } | null>(null);
  const asked = useRef<{ url: string; beat: number } | null>(null);
  const failures = useRef({ count: 0, beat: 0 });

  useEffect(() => {
    if (url === null) return;
    if (asking.current?.url === url) return;
    if (asked.current?.url === url && asked.current.beat === beat) return;
    if (asked.current?.url === url && failures.current.count > 0) {
      const wait = Math.min(2 ** (failures.current.count - 1), BEATS_WAITED_MAX);
      if (beat - failures.current.beat < wait) return;
    }
    asking.current?.abort.abort();
    const request = { url, abort: new AbortController() };
    asking.current = request;
    asked.current = { url, beat };
    const known = client.peek<T>(url);
    if (known !== undefined) setState((old) => (old.url === url ? old : { url, data: known, error: null }));
    client.get<T>(url, request.abort.signal).then(
      ({ value }) => {
        if (asking.current !== request) return;
        asking.current = null;
        failures.current = { count: 0, beat };
        setState((old) => (old.url === url && old.data === value && old.error === null ? old : { url, data: value, error: null }));
      },
      (error: unknown) => {
        if (asking.current !== request) return;
        asking.current = null;
        failures.current = { count: failures.current.count + 1, beat };
        const problem = error instanceof ApiError ? error : new ApiError("unexpected", 0, String(error), url);
        setState((old) => ({ url, data: old.data, error: problem }));
      },
    );
  }, [client, url, beat]);

  useEffect(() => () => {
    asking.current?.abort.abort();
    asking.current = null;
    asked.current = null;
  }, []);

  return { data: state.data, error: state.error, stale: url !== state.url || state.error !== null, retry };
}

/** Time of the newest beat, for "12 seconds ago" texts that move by themselves. */
export function useNow(): number {
  const { beat } = useLiveContext();
  return useMemo(() => (beat >= 0 ? Date.now() : 0), [beat]);
}

function useLiveContext(): Pulse {
  const pulse = useContext(PulseContext);
  if (pulse === null) throw new Error("useLive needs a LiveProvider above it");
  return pulse;
}
