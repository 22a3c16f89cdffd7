import type { Live } from "../api/live";
import { useNow } from "../api/live";
import { behind, type ModelHealth, type Pipeline, type RejectedReason, type TopicHealth } from "../api/pipeline";
import { formatAgo, formatInstant } from "../format/dates";
import { formatCount, formatMilliseconds } from "../format/number";
import { useLanguage } from "../i18n/language";
import { wordOf } from "../i18n/words";
import { Loaded, Panel } from "./Panel";

/** Topics from log to lake, what was rejected and why, and the models with their last build. */
export function PipelinePanel({ live }: { live: Live<Pipeline> }) {
  const { t } = useLanguage();
  return (
    <Panel id="pipeline" className="full" title={t("pipeline.title")} sub={t("pipeline.sub")} stale={live.error !== null} extra={live.data ? <Verdict pipeline={live.data} /> : null}>
      <Loaded live={live}>
        {(pipeline) => (
          <div className="pipeline">
            <div>
              <Topics topics={pipeline.topics} />
              <h3>{t("pipeline.reasons")}</h3>
              <Reasons reasons={pipeline.rejected} />
            </div>
            <Models models={pipeline.models} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function Verdict({ pipeline }: { pipeline: Pipeline }) {
  const { t, locale } = useLanguage();
  const failed = pipeline.models.filter((model) => model.state === "failed").length;
  const waiting = behind(pipeline);
  if (failed > 0) return <span className="verdict bad">{t("pipeline.failing", { count: formatCount(failed, locale) })}</span>;
  if (waiting > 0) return <span className="verdict busy">{t("pipeline.working", { count: formatCount(waiting, locale) })}</span>;
  return <span className="verdict good">{t("pipeline.allGood")}</span>;
}

function Topics({ topics }: { topics: readonly TopicHealth[] }) {
  const { t, locale } = useLanguage();
  if (topics.length === 0) return <p className="none">{t("pipeline.noTopics")}</p>;
  return (
    <div className="scroll" tabIndex={0}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t("pipeline.topic")}</th>
            <th scope="col">{t("pipeline.log")}</th>
            <th scope="col">{t("pipeline.bronze")}</th>
            <th scope="col" className="spare">{t("pipeline.silver")}</th>
            <th scope="col">{t("pipeline.rejected")}</th>
            <th scope="col">{t("pipeline.lag")}</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic.topic}>
              <th scope="row">{topic.topic.replace(/^raillife\./, "")}</th>
              <td>{formatCount(topic.log, locale)}</td>
              <td>{formatCount(topic.bronze, locale)}</td>
              <td className="spare">{formatCount(topic.bronze - topic.duplicates, locale)}</td>
              <td className={topic.rejected > 0 ? "warn" : "dim"}>{formatCount(topic.rejected, locale)}</td>
              <td><Lag topic={topic} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lag({ topic }: { topic: TopicHealth }) {
  const { t, locale } = useLanguage();
  if (topic.lag_events === 0) return <span className="dim">{t("pipeline.upToDate")}</span>;
  const time = topic.lag_seconds === null ? "" : ` · ${formatMilliseconds(topic.lag_seconds * 1000, locale)}`;
  return <span className="warn">{t("pipeline.behind", { count: formatCount(topic.lag_events, locale) })}{time}</span>;
}

function Reasons({ reasons }: { reasons: readonly RejectedReason[] }) {
  const { t, locale } = useLanguage();
  if (reasons.length === 0) return <p className="none">{t("pipeline.noRejected")}</p>;
  return (
    <ul className="reasons">
      {reasons.map((row) => (
        <li key={`${row.topic} ${row.reason}`}>
          <code>{row.reason}</code>
          <span>{row.topic}</span>
          <b>{formatCount(row.count, locale)}</b>
        </li>
      ))}
    </ul>
  );
}

function Models({ models }: { models: readonly ModelHealth[] }) {
  const { t, locale } = useLanguage();
  const now = useNow();
  if (models.length === 0) return <p className="none">{t("pipeline.noModels")}</p>;
  return (
    <div className="scroll models" tabIndex={0}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t("pipeline.model")}</th>
            <th scope="col">{t("pipeline.state")}</th>
            <th scope="col" className="spare">{t("pipeline.mode")}</th>
            <th scope="col">{t("pipeline.built")}</th>
            <th scope="col" className="spare">{t("pipeline.took")}</th>
            <th scope="col">{t("pipeline.rows")}</th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.name}>
              <th scope="row" title={model.version === null ? "" : `${t("pipeline.version")} ${model.version}`}><code>{model.name}</code></th>
              <td title={model.error ?? ""}><span className={`state ${model.state}`}>{wordOf("state", model.state, t)}</span></td>
              <td className="spare dim">{model.mode === null ? "" : wordOf("mode", model.mode, t)}</td>
              <td title={model.built_at === null ? "" : formatInstant(model.built_at, locale)}>{model.built_at === null ? "—" : formatAgo(model.built_at, now, locale)}</td>
              <td className="spare">{model.ms === null ? "" : formatMilliseconds(model.ms, locale)}</td>
              <td>{model.rows === null ? "" : formatCount(model.rows, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
