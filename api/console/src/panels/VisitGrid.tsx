import { Fragment } from "react";
import type { VisitHour } from "../api/reports";
import { formatHour, formatWeekday } from "../format/dates";
import { formatCount } from "../format/number";
import { useLanguage } from "../i18n/language";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LABELLED_EVERY = 3;

/** Visits by weekday (down) and hour (across); a cell's shade is its share of the busiest one, its words say the number. */
export function VisitGrid({ rows }: { rows: readonly VisitHour[] }) {
  const { t, locale } = useLanguage();
  const most = Math.max(...rows.map((row) => row.visits), 1);
  const at = new Map(rows.map((row) => [`${row.weekday}:${row.hour}`, row.visits]));
  return (
    <div className="hours" role="img" aria-label={t("visits.describe", wordsOf(rows, locale))}>
      {WEEKDAYS.map((weekday) => (
        <Fragment key={weekday}>
          <span className="hours-day">{formatWeekday(weekday, locale)}</span>
          {HOURS.map((hour) => {
            const visits = at.get(`${weekday}:${hour}`) ?? 0;
            const words = t("visits.cell", { day: formatWeekday(weekday, locale), hour: formatHour(hour, locale), visits: formatCount(visits, locale) });
            return <i key={hour} title={words} style={{ "--heat": `${visits === 0 ? 0 : Math.round(8 + (visits / most) * 82)}%` } as React.CSSProperties} />;
          })}
        </Fragment>
      ))}
      <span />
      {HOURS.map((hour) => <span key={hour} className="hours-hour">{hour % LABELLED_EVERY === 0 ? formatHour(hour, locale) : ""}</span>)}
    </div>
  );
}

/** The busiest hour, for readers who do not see the grid. */
function wordsOf(rows: readonly VisitHour[], locale: string) {
  const busiest = rows.reduce((most, row) => (row.visits > most.visits ? row : most));
  return { day: formatWeekday(busiest.weekday, locale), hour: formatHour(busiest.hour, locale), visits: formatCount(busiest.visits, locale) };
}
