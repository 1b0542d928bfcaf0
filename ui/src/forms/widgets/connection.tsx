import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { DefinitionSelect } from "./DefinitionSelect";
import type { WidgetProps } from "./widget";

/** One of the connections that fit: those of the same type as what is edited. */
export default function ConnectionWidget(field: WidgetProps<string>) {
  const t = useTexts(texts);
  const type = field.root.properties?.type?.const;
  return (
    <DefinitionSelect
      {...field}
      folder="connections"
      narrowed={{ type: type === undefined ? undefined : [String(type)] }}
      detailOf={({ body }) => String(body.sender_address ?? body.host ?? "")}
      placeholder={t.chooseConnection}
      nothingFound={t.noConnections}
    />
  );
}
