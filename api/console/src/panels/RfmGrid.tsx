import { Tooltip } from "antd";
import type { RfmCell } from "../api/reports";
import { formatMoney } from "../format/money";
import { formatCount, formatShare } from "../format/number";
import { useLanguage } from "../i18n/language";
import { wordOf } from "../i18n/words";

const QUINTILES = [1, 2, 3, 4, 5] as const;

/** Members by recency (down) and frequency (across), the good corner at the top right; a cell's shade is its share. */
export function RfmGrid({ cells }: { cells: readonly RfmCell[] }) {
  const { t, locale } = useLanguage();
  const all = cells.reduce((sum, cell) => sum + cell.members, 0);
  if (all === 0) return <p className="none">{t("rfm.none")}</p>;
  const most = Math.max(...cells.map((cell) => cell.members));
  const at = new Map(cells.map((cell) => [`${cell.recency}:${cell.frequency}`, cell]));
  return (
    <table className="rfm">
      <tbody>
        {[...QUINTILES].reverse().map((recency) => (
          <tr key={recency}>
            <th scope="row">R{recency}{recency === 5 ? <small>{t("rfm.recent")}</small> : recency === 1 ? <small>{t("rfm.longAgo")}</small> : null}</th>
            {QUINTILES.map((frequency) => <Cell key={frequency} cell={at.get(`${recency}:${frequency}`)} all={all} most={most} locale={locale} />)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          {QUINTILES.map((frequency) => (
            <th key={frequency} scope="col">F{frequency}{frequency === 1 ? <small>{t("rfm.seldom")}</small> : frequency === 5 ? <small>{t("rfm.often")}</small> : null}</th>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

function Cell({ cell, all, most, locale }: { cell: RfmCell | undefined; all: number; most: number; locale: string }) {
  const { t } = useLanguage();
  if (!cell || cell.members === 0) return <td className="empty-cell">·</td>;
  const words = t("rfm.cell", {
    segment: wordOf("segment", cell.segment, t),
    recency: String(cell.recency),
    frequency: String(cell.frequency),
    members: formatCount(cell.members, locale),
    share: formatShare(cell.members / all, locale),
    spend: formatMoney(cell.spend, cell.currency, locale),
    each: formatMoney(Math.round(cell.spend / cell.members), cell.currency, locale),
  });
  const heat = Math.round(8 + (cell.members / most) * 82);
  return (
    <Tooltip trigger={["hover", "focus"]} title={words}>
      <td tabIndex={0} aria-label={words} className={heat > 66 ? "hot" : ""} style={{ "--heat": `${heat}%` } as React.CSSProperties}>
        {formatCount(cell.members, locale)}
      </td>
    </Tooltip>
  );
}
