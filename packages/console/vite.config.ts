import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The service that `npm run dev` sends API requests to. */
const SERVICE = process.env.SYLLABLE_URL ?? "http://127.0.0.1:8001";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

const THEME = new URL("src/app/theme-first-paint.js", import.meta.url);

/**
 * Sets the theme before the first paint. It must be a classic script, because module scripts run later, and
 * a file of its own, because the Content-Security-Policy forbids inline scripts.
 */
function themeBeforeFirstPaint(): Plugin {
  return {
    name: "theme-before-first-paint",
    apply: "build",
    buildStart() {
      this.emitFile({ type: "asset", name: "theme.js", source: readFileSync(THEME) });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const asset = Object.values(bundle ?? {}).find(
          (file) => file.type === "asset" && file.names.includes("theme.js"),
        );
        if (!asset) throw new Error("The build has no theme.js");
        return [{ tag: "script", attrs: { src: `/${asset.fileName}` }, injectTo: "head-prepend" }];
      },
    },
  };
}

/** React Aria has its texts in 34 languages. The console is in English, so only those are loaded. */
function englishOnly(): Plugin {
  return {
    name: "english-only",
    enforce: "pre",
    load: {
      filter: {
        id: /\/react-(?:aria|stately)\/dist\/private\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/,
      },
      handler: () => "export default {};",
    },
  };
}

export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [react(), englishOnly(), themeBeforeFirstPaint()],
  build: {
    target: "es2022",
    // The Content-Security-Policy forbids data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    sourcemap: false,
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: SERVICE, changeOrigin: true, headers: { origin: SERVICE } },
      "/docs": SERVICE,
      "/openapi.json": SERVICE,
    },
  },
});
