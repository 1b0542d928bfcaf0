import { PlaceholderField } from "@/placeholders/PlaceholderField";
import type { WidgetProps } from "./widget";

/** A text of several lines with `{placeholders}`. */
export default function TemplateTextWidget(props: WidgetProps<string>) {
  return <PlaceholderField {...props} lines />;
}
