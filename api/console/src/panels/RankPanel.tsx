import type { RankRow } from "../api/reports";
import { formatMoney } from "../format/money";
import { formatCount, formatShare } from "../format/number";
import type { TextKey } from "../i18n/en";
import { useLanguage } from "../i18n/language";

interface RankProps {
  readonly rows: readonly RankRow[];
  readonly currency: string;
  /** Gross of everything in the range, minor units, for the shares. */
  readonly total: number;
  readonly nameKey: TextKey;
  readonly countKey: TextKey;
}

/** A ranking as a table whose rows carry their bar: exact figures and their proportion in one place. */
export function Rank({ rows, currency, total, nameKey, countKey }: RankProps) {
  const { t, locale } = useLanguage();
  if (rows.length === 0) return <p className="none">{t("rank.none")}</p>;
  const most = Math.max(...rows.map((row) => row.gross), 1);
  return (
    <table className="data rank">
      <thead>
        <tr>
          <th scope="col">{t(nameKey)}</th>
          <th scope="col" className="spare">{t(countKey)}</th>
          <th scope="col" className="spare">{t("rank.orders")}</th>
          <th scope="col">{t("rank.gross")}</th>
          <th scope="col" className="share">{t("rank.share")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} style={{ "--part": `${Math.max(0, (row.gross / most) * 100)}%` } as React.CSSProperties}>
            <th scope="row" title={row.name === row.id ? row.id : `${row.name} · ${row.id}`}><span>{row.name || row.id || t("rank.unnamed")}</span></th>
            <td className="spare">{formatCount(row.count, locale)}</td>
            <td className="spare">{formatCount(row.orders, locale)}</td>
            <td>{formatMoney(row.gross, currency, locale)}</td>
            <td className="share">{total > 0 ? formatShare(row.gross / total, locale) : "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
