import { Link } from "react-router";
import type { GridColumn } from "@/components/DataGrid";
import { Time } from "@/components/Time";
import type { RecordRow } from "../queries";
import type { Attribute, RecordTemplate } from "../template";
import type { texts } from "../texts";
import type { Texts } from "@/i18n/texts";
import { ValueView } from "../ValueView";

const MOST = 7;
const NUMERIC = ["number", "duration"];
const NOT_SORTED = ["account", "record", "document"];

/** The columns of a record list: the title that opens it, the first attributes, when it was changed. */
export function columnsOf(template: RecordTemplate, t: Texts<typeof texts>, path: (row: RecordRow) => string): GridColumn<RecordRow>[] {
  const title = template.attributes.find((attribute) => attribute.is_title);
  const rest = template.attributes.filter((attribute) => attribute !== title).slice(0, MOST);
  return [
    {
      key: "title",
      title: title?.title ?? "ID",
      ...(title ? sorted(title) : { sortBy: "id" }),
      render: (_, row) => <Link to={path(row)}>{row.title}</Link>,
    },
    ...rest.map((attribute): GridColumn<RecordRow> => ({
      key: attribute.name,
      title: attribute.title,
      ...sorted(attribute),
      align: NUMERIC.includes(attribute.data_type) ? "right" : attribute.data_type === "boolean" ? "center" : undefined,
      render: (_, row) => (
        <div style={{ maxWidth: 320, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
          <ValueView attribute={attribute} value={row.values[attribute.name]} references={row.references} />
        </div>
      ),
    })),
    { key: "changed", title: t.changed, sortBy: "changed", width: 150, render: (_, row) => <Time value={row.changed} /> },
  ];
}

function sorted(attribute: Attribute): { sortBy?: string } {
  return attribute.multiple || attribute.computed || NOT_SORTED.includes(attribute.data_type) ? {} : { sortBy: attribute.name };
}
