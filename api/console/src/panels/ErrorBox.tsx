import { Button } from "antd";
import type { ApiError } from "../api/problem";
import { en, type TextKey } from "../i18n/en";
import { useLanguage } from "../i18n/language";

/** What failed, its stable code, what to do, and a button to try again; the platform's own words below, if it gave any. */
export function ErrorBox({ error, retry }: { error: ApiError; retry: () => void }) {
  const { t } = useLanguage();
  const key = textKey(error.code);
  return (
    <div className="error" role="alert">
      <p className="error-what">{t(key)}</p>
      <p>{t(`${key}.do` as TextKey)}</p>
      {error.detail ? <p className="error-detail">{error.detail}</p> : null}
      <p className="error-foot">
        <Button size="small" onClick={retry}>{t("error.retry")}</Button>
        <span className="error-code">{t("error.code")} <code>{error.code}</code></span>
      </p>
    </div>
  );
}

function textKey(code: string): TextKey {
  const key = `error.${code}`;
  return `${key}.do` in en ? (key as TextKey) : "error.other";
}
