import { Skeleton } from "antd";
import { Component, type ReactNode } from "react";
import type { Live } from "../api/live";
import { ApiError } from "../api/problem";
import { ErrorBox } from "./ErrorBox";

interface PanelProps {
  readonly id: string;
  readonly title: string;
  readonly sub?: string;
  /** Legend or switch at the right of the title. */
  readonly extra?: ReactNode;
  readonly className?: string;
  readonly stale?: boolean;
  readonly children: ReactNode;
}

/** A titled box of the page; stale figures are drawn paler until the new ones are there. */
export function Panel({ id, title, sub, extra, className = "", stale = false, children }: PanelProps) {
  return (
    <section className={`panel ${className}`} aria-labelledby={`${id}-title`} data-panel={id} aria-busy={stale}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {sub ? <span className="panel-sub">{sub}</span> : null}
        {extra ? <div className="panel-extra">{extra}</div> : null}
      </header>
      <div className={stale ? "panel-body stale" : "panel-body"}>{children}</div>
    </section>
  );
}

interface LoadedProps<T> {
  readonly live: Live<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** What a panel shows of a live answer: the figures, else why there are none, else that they come. */
export function Loaded<T>({ live, lines = 5, children }: LoadedProps<T>) {
  if (live.data === undefined) {
    return live.error ? <ErrorBox error={live.error} retry={live.retry} /> : <Skeleton active title={false} paragraph={{ rows: lines }} />;
  }
  const data = live.data;
  return (
    <>
      {live.error && live.error.code !== "unreachable" ? <ErrorBox error={live.error} retry={live.retry} /> : null}
      <Guard of={data} retry={live.retry}><Drawn data={data} draw={children} /></Guard>
    </>
  );
}

function Drawn<T>({ data, draw }: { data: T; draw: (data: T) => ReactNode }) {
  return draw(data);
}

/** An answer of an unexpected shape breaks its own panel only, and says so; the next answer is tried anew. */
class Guard extends Component<{ of: unknown; retry: () => void; children: ReactNode }, { failed: Error | null; of: unknown }> {
  override state: { failed: Error | null; of: unknown } = { failed: null, of: this.props.of };

  static getDerivedStateFromError(failed: Error) {
    return { failed };
  }

  static getDerivedStateFromProps(props: { of: unknown }, state: { of: unknown }) {
    return props.of === state.of ? null : { failed: null, of: props.of };
  }

  override render() {
    const { failed } = this.state;
    return failed ? <ErrorBox error={new ApiError("unexpected-shape", 200, failed.message, "")} retry={this.props.retry} /> : this.props.children;
  }
}
