import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "@/theme/ThemeProvider";
import { useLanguage } from "@/i18n/LanguageProvider";
import { momentFormat } from "@/i18n/formats";
import styles from "./Queue.module.css";
import type { Series } from "./series";

const HEIGHT = 220;

/** Two series over the last hour. What it shows is told in `label` for those who cannot see it. */
export function Chart({ series, label, names }: { series: Series; label: string; names: readonly [string, string] }) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  const { scheme } = useTheme();
  const { language } = useLanguage();
  const [accepted, others] = names;
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const clock = momentFormat(language, { hour: "2-digit", minute: "2-digit" });
    const bars = uPlot.paths.bars?.({ size: [0.7, 14] });
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
    const chart = new uPlot(
      {
        width: box.clientWidth,
        height: HEIGHT,
        cursor: { y: false, points: { show: false } },
        legend: { show: false },
        scales: { x: { time: true, range: (_chart, first, last) => [first - 60, last + 60] }, y: { range: (_chart, _low, high) => [0, Math.max(4, Math.ceil(high * 1.15))] } },
        axes: [
          { ...axis, grid: { show: false }, values: (_chart, times) => times.map((time) => clock.format(new Date(time * 1000))) },
          { ...axis, size: 46, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] },
        ],
        series: [
          {},
          { label: accepted, width: 0, fill: colour("--focus"), paths: bars, points: { show: false } },
          { label: others, width: 0, fill: colour("--amber"), paths: bars, points: { show: false } },
        ],
      },
      [[], [], []],
      box,
    );
    drawn.current = chart;
    const watch = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: HEIGHT }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      chart.destroy();
      drawn.current = null;
    };
  }, [scheme, language, accepted, others]);
  useEffect(() => {
    // One bar on the other: the sum behind, what was not accepted before it.
    drawn.current?.setData([[...series.times], series.accepted.map((one, index) => one + (series.others[index] ?? 0)), [...series.others]]);
  }, [series, scheme, language, accepted, others]);
  return (
    <figure className={styles.figure}>
      <div ref={place} role="img" aria-label={label} />
      <figcaption className={styles.legend}>
        <span data-series="accepted">{accepted}</span>
        <span data-series="others">{others}</span>
      </figcaption>
    </figure>
  );
}
