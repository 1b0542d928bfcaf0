import { DownOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown, type MenuProps } from "antd";
import { typesQuery, type RegisteredType, type TypeKind } from "@/api/types";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** «Создать ▾»: the registered types under their headings. */
export function TypeMenu({ kind, onChoose }: { kind: TypeKind; onChoose: (type: string) => void }) {
  const t = useTexts(texts);
  const label = useLabel();
  const { data: types = [] } = useQuery(typesQuery(kind));
  return (
    <Dropdown trigger={["click"]} menu={{ items: grouped(types, label), onClick: ({ key }) => onChoose(key) }}>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
        {t.create} <DownOutlined style={{ fontSize: 11 }} aria-hidden />
      </Button>
    </Dropdown>
  );
}

function grouped(types: readonly RegisteredType[], label: ReturnType<typeof useLabel>): MenuProps["items"] {
  const headings = new Map<string, RegisteredType[]>();
  for (const type of types) {
    const heading = type.group ? label(type.group) : "";
    headings.set(heading, [...(headings.get(heading) ?? []), type]);
  }
  return [...headings].flatMap(([heading, members]) => {
    const items = members.map((type) => ({ key: type.type, label: label(type.label) }));
    return heading ? [{ type: "group" as const, key: heading, label: heading, children: items }] : items;
  });
}
