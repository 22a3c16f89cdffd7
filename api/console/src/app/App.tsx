import { ConfigProvider } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { LiveProvider } from "../api/live";
import { LanguageProvider, useLanguage } from "../i18n/language";
import { Overview } from "../pages/Overview";
import { antTheme, useDark } from "./theme";

export function App() {
  return (
    <LanguageProvider>
      <LiveProvider>
        <Themed />
      </LiveProvider>
    </LanguageProvider>
  );
}

function Themed() {
  const { language } = useLanguage();
  const dark = useDark();
  return (
    <ConfigProvider theme={antTheme(dark)} locale={language === "zh" ? zhCN : enGB} button={{ autoInsertSpace: false }}>
      <Overview />
    </ConfigProvider>
  );
}
