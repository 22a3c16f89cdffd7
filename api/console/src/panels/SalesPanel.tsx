import { Button } from "antd";
import { useState } from "react";
import type { SalesRow } from "../api/reports";
import { SalesChart } from "../charts/SalesChart";
import { formatDateWithDay, formatRange } from "../format/dates";
import { formatMoney } from "../format/money";
import { formatCount } from "../format/number";
import { useLanguage } from "../i18n/language";
import { datesOf, type Grain } from "../period/grain";
import type { DateRange } from "../period/range";
import { Legend } from "./Legend";
import { Panel } from "./Panel";

interface SalesPanelProps {
  readonly rows: readonly SalesRow[];
  readonly grain: Grain;
  readonly range: DateRange;
  readonly currency: string;
  readonly stale: boolean;
}

/** Sales over time, as a picture or as the table behind it. */
export function SalesPanel(props: SalesPanelProps) {
  const { t } = useLanguage();
  const [asTable, setAsTable] = useState(false);
  const legend = [
    { name: t("sales.gross"), tone: "gross" },
    { name: t("sales.refunds"), tone: "refunds" },
    { name: t("sales.net"), tone: "net" },
  ];
  const extra = (
    <>
      {asTable ? null : <Legend items={legend} />}
      <Button className="switch" size="small" type="text" onClick={() => setAsTable(!asTable)}>{t(asTable ? "sales.chart" : "sales.table")}</Button>
    </>
  );
  return (
    <Panel id="sales" className="wide" title={t("sales.title")} sub={t(`sales.by.${props.grain}`)} extra={extra} stale={props.stale}>
      {props.rows.length === 0 ? <p className="none">{t("sales.none")}</p> : asTable ? <SalesTable {...props} /> : <SalesChart {...props} height={300} />}
    </Panel>
  );
}

function SalesTable({ rows, grain, range, currency }: SalesPanelProps) {
  const { t, locale } = useLanguage();
  return (
    <div className="scroll" style={{ maxHeight: 300 }} tabIndex={0}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t("sales.period")}</th>
            <th scope="col">{t("sales.orders")}</th>
            <th scope="col">{t("kpi.buyers")}</th>
            <th scope="col">{t("sales.gross")}</th>
            <th scope="col">{t("sales.refunds")}</th>
            <th scope="col">{t("sales.net")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.period}>
              <th scope="row">{grain === "day" ? formatDateWithDay(row.period, locale) : formatRange(datesOf(row.period, grain, range), locale)}</th>
              <td>{formatCount(row.orders, locale)}</td>
              <td>{formatCount(row.buyers, locale)}</td>
              <td>{formatMoney(row.gross, currency, locale)}</td>
              <td>{formatMoney(row.refunds, currency, locale)}</td>
              <td>{formatMoney(row.net, currency, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
