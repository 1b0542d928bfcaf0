import { DownOutlined, PlusOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown, Grid, type MenuProps } from "antd";
import { typesQuery, type RegisteredType, type TypeKind } from "@/api/types";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import type { Text } from "@/i18n/texts";
import { texts } from "./texts";

type Items = NonNullable<MenuProps["items"]>;

/** A type begun with some of its fields filled in. */
export interface Start {
  readonly type: string;
  readonly name: string;
  readonly label: Text;
}

interface Props {
  readonly kind: TypeKind;
  readonly starts?: readonly Start[];
  readonly onChoose: (type: string, start?: string) => void;
}

/** «Создать ▾»: groups of types, and beside the chosen one its types; one below the other where there is no room beside. */
export function TypeMenu({ kind, starts = [], onChoose }: Props) {
  const t = useTexts(texts);
  const label = useLabel();
  const wide = Grid.useBreakpoint().md ?? true;
  const { data: types = [] } = useQuery(typesQuery(kind));
  const typeItems = (members: readonly RegisteredType[]): Items => {
    const ready = starts.filter((start) => members.some((type) => type.type === start.type));
    return [
      ...members.map((type) => ({ key: type.type, label: label(type.label) })),
      ...(ready.length > 0
        ? [{ type: "group" as const, key: "ready", label: t.ready, children: ready.map((one) => ({ key: `${one.type} ${one.name}`, label: label(one.label) })) }]
        : []),
    ];
  };
  const items = grouped(types).flatMap(([group, members]): Items => {
    if (group === null) return typeItems(members);
    return [{ ...(!wide && { type: "group" as const }), key: `group ${group.ru}`, label: label(group), children: typeItems(members) }];
  });
  // The only group need not be opened by hand.
  const opened = items.length === 1 ? items.map((item) => String(item?.key)) : [];
  const choose = (key: string) => {
    const [type = "", start] = key.split(" ");
    onChoose(type, start);
  };
  return (
    <Dropdown trigger={["click"]} autoFocus destroyOnHidden menu={{ items, defaultOpenKeys: opened, expandIcon: <RightOutlined className="ant-dropdown-menu-submenu-expand-icon" style={{ top: "50%", marginTop: -5, fontSize: 10 }} aria-hidden />, onClick: ({ key }) => choose(key) }}>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
        {t.create} <DownOutlined style={{ fontSize: 11 }} aria-hidden />
      </Button>
    </Dropdown>
  );
}

/** Types by their groups, in the order in which the first of each is listed. */
function grouped(types: readonly RegisteredType[]): readonly (readonly [Text | null, readonly RegisteredType[]])[] {
  const found = new Map<string, [Text | null, RegisteredType[]]>();
  for (const type of types) {
    const known = found.get(type.group?.ru ?? "");
    if (known) known[1].push(type);
    else found.set(type.group?.ru ?? "", [type.group, [type]]);
  }
  return [...found.values()];
}
