import { PlusOutlined } from "@ant-design/icons";
import { Dropdown } from "antd";
import type { RegisteredType } from "@/api/types";
import { useLabel } from "@/i18n/LanguageProvider";
import { useDesigner } from "./context";
import styles from "./Designer.module.css";
import { lookOf } from "./looks";
import { newAction } from "./newAction";
import { insert, type Path } from "./tree";

interface Props {
  /** The list and the place in it where the new action goes. */
  readonly list: Path;
  readonly index: number;
  readonly label: string;
  readonly large?: boolean;
}

/** The round plus: a menu of action types in their groups. */
export function AddMenu({ list, index, label, large }: Props) {
  const { actionTypes, change, open } = useDesigner();
  const say = useLabel();
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottom"
      menu={{
        className: styles.menu,
        items: groupsOf(actionTypes).map(([group, types]) => ({
          key: group,
          type: "group",
          label: types[0]?.group ? say(types[0].group) : "",
          children: types.map((one) => ({ key: one.type, icon: lookOf(one.type).icon, label: say(one.label) })),
        })),
        onClick: ({ key }) => {
          const type = actionTypes.find((one) => one.type === key);
          if (!type) return;
          change((body) => insert(body, list, index, newAction(type)));
          open([...list, index]);
        },
      }}
    >
      <button type="button" className={large ? `${styles.plus} ${styles.plusLarge}` : styles.plus} aria-label={label} title={label} data-mark="add-action">
        <PlusOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}

function groupsOf(types: readonly RegisteredType[]): [string, RegisteredType[]][] {
  const groups = new Map<string, RegisteredType[]>();
  for (const type of types) {
    const name = type.group?.en ?? "";
    groups.set(name, [...(groups.get(name) ?? []), type]);
  }
  return [...groups.entries()];
}
