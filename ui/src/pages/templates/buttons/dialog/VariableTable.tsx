import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Table } from "antd";
import { useEffect, useRef } from "react";
import { Empty } from "@/components/Empty";
import { useTexts } from "@/i18n/LanguageProvider";
import { begun, FIRST_TYPE, typeNamed } from "../../attributes/attribute";
import { useTemplate } from "../../editor/context";
import type { AttributeBody } from "../../editor/template";
import { texts } from "./texts";
import { useColumns, type Line } from "./useColumns";
import { VariableDetails } from "./VariableDetails";
import styles from "./VariableTable.module.css";
import { shifted } from "./variables";

interface Props {
  readonly variables: readonly AttributeBody[];
  readonly onChange: (variables: readonly AttributeBody[]) => void;
  /** The lines whose further properties are shown. */
  readonly open: readonly number[];
  readonly onOpen: (open: readonly number[]) => void;
}

/** The local variables of a button: named and typed in place, further properties below the line. */
export function VariableTable({ variables, onChange, open, onOpen }: Props) {
  const t = useTexts(texts);
  const { attributeTypes } = useTemplate();
  const form = Form.useFormInstance();
  const added = useRef(false);
  useEffect(() => {
    if (added.current) document.getElementById(["variables", variables.length - 1, "title"].join("_"))?.focus();
    added.current = false;
  }, [variables.length]);
  // The fields of a line belong to another one afterwards; the errors beside them are not.
  const rearrange = (next: readonly AttributeBody[]) => {
    onOpen([]);
    onChange(next);
    const told = form.getFieldsError().filter(({ name, errors }) => name[0] === "variables" && errors.length > 0);
    form.setFields(told.map(({ name }) => ({ name, errors: [] })));
  };
  const columns = useColumns(variables, (at) => onOpen([...new Set([...open, at])]));
  const add = () => {
    added.current = true;
    onChange([...variables, begun(typeNamed(attributeTypes, FIRST_TYPE))]);
  };
  const adding = (
    <Button icon={<PlusOutlined aria-hidden />} onClick={add}>
      {t.add}
    </Button>
  );
  if (variables.length === 0) return <Empty title={t.emptyTitle} hint={t.emptyHint} action={adding} />;
  return (
    <>
      <div className={styles.scroll}>
        <Table<Line>
          size="small"
          bordered
          aria-label={t.variables}
          dataSource={variables.map((variable, key) => ({ key, variable }))}
          pagination={false}
          expandable={{
            columnWidth: 36,
            expandedRowKeys: [...open],
            onExpandedRowsChange: (keys) => onOpen(keys.map(Number)),
            expandedRowRender: ({ key }) => <VariableDetails at={key} />,
          }}
          columns={[
            ...columns,
            {
              key: "tools",
              width: 112,
              title: <span className="visually-hidden">{t.tools}</span>,
              render: (_value, { key, variable }) => (
                <div className={styles.tools}>
                  <Button type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t.up(variable.title)} disabled={key === 0} onClick={() => rearrange(shifted(variables, key, -1))} />
                  <Button type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t.down(variable.title)} disabled={key === variables.length - 1} onClick={() => rearrange(shifted(variables, key, 1))} />
                  <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t.remove(variable.title)} onClick={() => rearrange(variables.filter((_one, at) => at !== key))} />
                </div>
              ),
            },
          ]}
        />
      </div>
      {adding}
    </>
  );
}
