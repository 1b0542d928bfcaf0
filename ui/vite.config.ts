import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Beside each text file its gzip form, made once here instead of at every request. */
function gzipped(): Plugin {
  return {
    name: "gzipped",
    apply: "build",
    // After everything is written: other plugins still change the chunks while the bundle is generated.
    writeBundle({ dir }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        if (!dir || !/\.(js|css|svg)$/.test(fileName)) continue;
        const file = join(dir, fileName);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}

const server = process.env.VESTNIK_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/ui/",
  plugins: [react(), gzipped()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: {
    outDir: process.env.VESTNIK_UI_OUT ?? "../src/vestnik/web/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": { target: server }, "/health": { target: server } } },
});
