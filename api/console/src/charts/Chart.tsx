import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import type { EChartProps } from "./EChart";

export type { ChartOption } from "./EChart";

const EChart = lazy(() => import("./EChart"));

/** A chart whose library comes after the figures, so that these do not wait for it. */
export function Chart(props: EChartProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height }}><Skeleton active title={false} paragraph={{ rows: 5 }} /></div>}>
      <EChart {...props} />
    </Suspense>
  );
}
