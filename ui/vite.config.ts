import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The bundle is served by `vestnik serve` below /ui/ and packed into the wheel.
export default defineConfig({
  base: "/ui/",
  plugins: [react()],
  build: { outDir: "../src/vestnik/web/static", emptyOutDir: true, chunkSizeWarningLimit: 1500 },
  server: { port: 5173, proxy: { "/api": "http://127.0.0.1:8080" } },
});
