import { Segmented } from "antd";
import type { ApiError } from "../api/problem";
import { LANGUAGES, useLanguage, type Language } from "../i18n/language";

const NAMES: Readonly<Record<Language, string>> = { zh: "中文", en: "EN" };

/** Name of the product, whether the page is in touch with the platform, and the language. */
export function TopBar({ error }: { error: ApiError | null }) {
  const { t, language, setLanguage } = useLanguage();
  return (
    <header className="top">
      <a className="skip" href="#figures">{t("app.skip")}</a>
      <a className="brand" href="/" title={t("app.tagline")}>
        <img src="/icon.svg" alt="" width="28" height="28" />
        <h1>RailLife <span lang="zh">轨道生活</span></h1>
      </a>
      <span className={error ? "pulse" : "pulse on"} role="status">{t(error === null ? "app.live" : error.code === "unreachable" ? "app.offline" : "app.trouble")}</span>
      <Segmented<Language>
        aria-label={t("app.language")}
        size="small"
        value={language}
        options={LANGUAGES.map((value) => ({ value, label: <span lang={value} data-language={value}>{NAMES[value]}</span> }))}
        onChange={setLanguage}
      />
    </header>
  );
}
