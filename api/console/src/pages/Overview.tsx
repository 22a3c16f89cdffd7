import { Skeleton } from "antd";
import { useMemo } from "react";
import type { Answer } from "../api/answer";
import { useLive } from "../api/live";
import { PIPELINE_URL, type Pipeline } from "../api/pipeline";
import { reportUrl, salesRows, trafficRows, visitHours } from "../api/reports";
import { TrafficChart } from "../charts/TrafficChart";
import { useLanguage } from "../i18n/language";
import { EmptyState } from "../panels/EmptyState";
import { ErrorBox } from "../panels/ErrorBox";
import { Legend } from "../panels/Legend";
import { Panel } from "../panels/Panel";
import { PipelinePanel } from "../panels/PipelinePanel";
import { VisitGrid } from "../panels/VisitGrid";
import type { Filter } from "../period/filter";
import { FilterBar } from "./FilterBar";
import { Footer } from "./Footer";
import { Sales } from "./Sales";
import { TopBar } from "./TopBar";
import { boundsOf, useView } from "./useView";

/** The first page: what was sold, to whom, and whether the platform behind it is well. */
export function Overview() {
  const { t } = useLanguage();
  const all = useLive<Answer>(reportUrl("sales", { grain: "day" }));
  const pipeline = useLive<Pipeline>(PIPELINE_URL);
  const bounds = useMemo(() => (all.data ? boundsOf(salesRows(all.data)) : null), [all.data]);
  const { filter, view, change } = useView(bounds);

  return (
    <>
      <TopBar error={all.error} />
      <main id="figures" tabIndex={-1}>
        {bounds && view ? <FilterBar view={view} filter={filter} data={bounds.range} change={change} /> : null}
        {all.error && all.data ? <p className="lost" role="alert">{t("error.lost")}</p> : null}
        {!all.data && all.error ? <div className="panel full" data-panel="error"><ErrorBox error={all.error} retry={all.retry} /></div> : null}
        {!all.data && !all.error ? <div className="panel full" aria-busy="true"><Skeleton active paragraph={{ rows: 8 }} /></div> : null}
        {all.data && !bounds ? <EmptyState /> : null}
        {all.data && bounds && view ? <Sales all={all} filter={filter} view={view} bounds={bounds} change={change} /> : null}
        {all.data ? <Visits filter={filter} /> : null}
        {all.data ? <Traffic /> : null}
        {all.data || pipeline.data ? <PipelinePanel live={pipeline} /> : null}
      </main>
      <Footer answer={all.data} />
    </>
  );
}

/** When visitors come, shown only where clients tell of visits. */
function Visits({ filter }: { filter: Filter }) {
  const { t } = useLanguage();
  const live = useLive<Answer>(reportUrl("visit-hours", { range: filter.range }));
  const rows = useMemo(() => (live.data ? visitHours(live.data) : []), [live.data]);
  if (rows.length === 0) return null;
  return (
    <Panel id="visits" className="full" title={t("visits.title")} sub={t("visits.sub")} stale={live.stale}>
      <VisitGrid rows={rows} />
    </Panel>
  );
}

/** Web traffic, shown only where a web log was imported. */
function Traffic() {
  const { t } = useLanguage();
  const live = useLive<Answer>(reportUrl("traffic"));
  const rows = useMemo(() => (live.data ? trafficRows(live.data) : []), [live.data]);
  if (rows.length === 0) return null;
  const legend = [{ name: t("traffic.requests"), tone: "returning" }, { name: t("traffic.errors"), tone: "refunds" }];
  return (
    <Panel id="traffic" className="full" title={t("traffic.title")} sub={t("traffic.sub")} stale={live.stale} extra={<Legend items={legend} />}>
      <TrafficChart rows={rows} height={200} />
    </Panel>
  );
}
