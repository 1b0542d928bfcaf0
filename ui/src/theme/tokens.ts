import { theme, type ThemeConfig } from "antd";

/**
 * The look: pine green for what acts, amber for what must be seen, quiet greys for the rest.
 * Every pair of text and ground keeps 4.5 : 1 in both schemes; tests/ui run axe over every page.
 */
const shared: ThemeConfig["token"] = {
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyCode: '"JetBrains Mono", "Cascadia Code", ui-monospace, "DejaVu Sans Mono", Consolas, monospace',
  fontSize: 14,
  borderRadius: 6,
  borderRadiusLG: 10,
  controlHeight: 34,
  fontWeightStrong: 600,
  motionDurationMid: "0.12s",
  motionDurationSlow: "0.16s",
};

const light: ThemeConfig["token"] = {
  colorPrimary: "#0b6b66",
  colorInfo: "#0b6b66",
  colorLink: "#0a625e",
  colorLinkHover: "#084a47",
  colorSuccess: "#27733b",
  colorWarning: "#9a5b00",
  colorError: "#bb2d27",
  // Grounds of notices: what is derived from colours as dark as these is grey.
  colorPrimaryBg: "#e6f2f1",
  colorInfoBg: "#e6f2f1",
  colorInfoBorder: "#b5d5d2",
  colorSuccessBg: "#e8f4ea",
  colorSuccessBorder: "#b7d9bf",
  colorWarningBg: "#fdf3df",
  colorWarningBorder: "#ecd3a0",
  colorBgLayout: "#f1f4f4",
  colorText: "#17211f",
  colorTextSecondary: "#4c5a58",
  colorTextTertiary: "#5d6b69",
  colorTextDescription: "#566462",
  colorTextPlaceholder: "#697775",
  colorBorder: "#c6d0ce",
  colorBorderSecondary: "#e2e8e7",
  controlItemBgActive: "#e2f1ef",
  controlItemBgActiveHover: "#d4eae7",
};

const dark: ThemeConfig["token"] = {
  colorPrimary: "#1d837b",
  colorInfo: "#3a9d95",
  colorLink: "#6fcac0",
  colorLinkHover: "#97ddd5",
  colorSuccess: "#5fb573",
  colorWarning: "#e0a040",
  colorError: "#ff8a82",
  colorBgBase: "#121817",
  colorBgLayout: "#0e1312",
  colorBgContainer: "#182120",
  colorBgElevated: "#202b29",
  colorTextBase: "#e4ecea",
  colorTextSecondary: "#a9b8b5",
  colorTextTertiary: "#98a7a4",
  colorTextDescription: "#a0afac",
  colorTextPlaceholder: "#8b9a97",
  colorBorder: "#3a4846",
  colorBorderSecondary: "#293533",
  controlItemBgActive: "#1d3a37",
  controlItemBgActiveHover: "#234541",
};

/** Ant Design's configuration for a scheme; our own colours beside it are the variables of `base.css`. calm: without motion. */
export function antTheme(scheme: "light" | "dark", calm: boolean): ThemeConfig {
  return {
    algorithm: scheme === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...shared, motion: !calm, ...(scheme === "dark" ? dark : light) },
    components: {
      Table: {
        headerBg: "transparent",
        headerSplitColor: "transparent",
        cellPaddingBlock: 11,
        headerColor: scheme === "dark" ? "#a9b8b5" : "#4c5a58",
      },
      Form: { itemMarginBottom: 18, verticalLabelPadding: "0 0 5px", labelHeight: 22 },
      Menu: { itemBorderRadius: 6, itemHeight: 34, activeBarBorderWidth: 0, itemMarginInline: 8 },
      Button: { fontWeight: 500, primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Card: { bodyPadding: 20 },
      Tooltip: { colorBgSpotlight: "#22302e" },
      Tabs: { horizontalItemGutter: 28, itemSelectedColor: scheme === "dark" ? "#6fcac0" : "#0a625e", itemHoverColor: scheme === "dark" ? "#97ddd5" : "#084a47", inkBarColor: scheme === "dark" ? "#3a9d95" : "#0b6b66" },
    },
  };
}
