import { PlaceholderField } from "@/placeholders/PlaceholderField";
import type { WidgetProps } from "./widget";

/** A text of one line with `{placeholders}`. */
export default function TemplateLineWidget(props: WidgetProps<string>) {
  return <PlaceholderField {...props} lines={false} />;
}
