import { Button } from "antd";
import { useState } from "react";
import { useLanguage } from "../i18n/language";

const COMMAND = "./raillife import online-retail <folder>";

/** What a newcomer sees before the first order: that all is well, and the one command that fills the page. */
export function EmptyState() {
  const { t } = useLanguage();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(COMMAND).then(() => setCopied(true), () => selectCommand());
  };
  return (
    <section className="empty" data-panel="empty" aria-labelledby="empty-title">
      <Rails />
      <h2 id="empty-title">{t("empty.title")}</h2>
      <p>{t("empty.lead")}</p>
      <div className="command" role="group" aria-label={t("empty.command")}>
        <code id="command">{COMMAND}</code>
        <Button size="small" type="primary" onClick={copy}>{t(copied ? "empty.copied" : "empty.copy")}</Button>
      </div>
      <p className="hint">{t("empty.where")}</p>
    </section>
  );
}

// Where the clipboard is closed to the page, the command is selected for the reader's own copy key.
function selectCommand(): void {
  const code = document.getElementById("command");
  if (code) getSelection()?.selectAllChildren(code);
}

/** A line with its stations, not yet lit. */
function Rails() {
  return (
    <svg viewBox="0 0 240 64" className="rails" aria-hidden="true">
      <path d="M8 46h62c24 0 26-28 50-28h112" />
      {[8, 60, 120, 176, 232].map((x, index) => <circle key={x} cx={x} cy={index < 2 ? 46 : 18} r="6" className={index === 0 ? "lit" : ""} />)}
    </svg>
  );
}
