import { theme, type ThemeConfig } from "antd";
import { useSyncExternalStore } from "react";

/** Colours of the page. Gross, net and refunds stay apart for colour-blind readers too: blue, teal, orange of unlike lightness. */
export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly gross: string;
  readonly net: string;
  readonly refunds: string;
  readonly fresh: string;
  readonly returning: string;
}

export const LIGHT: Palette = {
  ink: "#17212b", muted: "#5d6b79", line: "#e3e7ec", surface: "#ffffff",
  gross: "#8fb3d4", net: "#0f766e", refunds: "#c4622d", fresh: "#e0a43b", returning: "#3b6ea5",
};

export const DARK: Palette = {
  ink: "#e6ebf0", muted: "#93a1af", line: "#26303a", surface: "#151c23",
  gross: "#41678c", net: "#35b3a6", refunds: "#e5884f", fresh: "#dfae55", returning: "#6d9fd3",
};

/** Ant Design in the page's colours; everything that the page draws itself uses the CSS variables of styles.css. */
export function antTheme(dark: boolean): ThemeConfig {
  const palette = dark ? DARK : LIGHT;
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: palette.net,
      colorText: palette.ink,
      colorBgContainer: palette.surface,
      borderRadius: 6,
      fontFamily: "var(--font)",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
  };
}

/** True while the system asks for dark; follows it. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, () => query().matches);
}

const query = () => matchMedia("(prefers-color-scheme: dark)");

function subscribe(changed: () => void): () => void {
  const watched = query();
  watched.addEventListener("change", changed);
  return () => watched.removeEventListener("change", changed);
}
