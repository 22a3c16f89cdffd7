import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` shows the page against a running platform; RAILLIFE_URL names another one.
const platform = (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env.RAILLIFE_URL ?? "http://127.0.0.1:5080";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../Host/wwwroot",
    emptyOutDir: true,
    target: "es2022",
    // ECharts' core is one chunk of about 0.5 MB before compression, loaded after the figures.
    chunkSizeWarningLimit: 700,
  },
  server: { port: 5173, proxy: { "/v1": platform, "/healthz": platform } },
});
