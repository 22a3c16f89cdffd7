import type { Answer } from "../api/answer";
import { formatInstant } from "../format/dates";
import { useLanguage } from "../i18n/language";

/** When and from which table versions the figures were taken, so that anybody can ask for the same again. */
export function Footer({ answer }: { answer: Answer | undefined }) {
  const { t, locale } = useLanguage();
  const versions = Object.entries(answer?.versions ?? {}).map(([table, version]) => `${table} ${version}`).join(", ");
  return (
    <footer className="foot">
      <p>{t("app.footer")}</p>
      <p>
        {answer?.as_of ? <span title={versions ? `${t("app.versions")}: ${versions}` : undefined}>{t("app.asOf", { time: formatInstant(answer.as_of, locale) })}</span> : null}
        <a href="/openapi/v1.json">{t("app.api")}</a>
      </p>
    </footer>
  );
}
