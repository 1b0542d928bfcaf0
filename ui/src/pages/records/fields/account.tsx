import { asFound, findAccounts } from "@/components/foundAccounts";
import { useFilling } from "../filling/filling";
import { findChoices } from "../filling/queries";
import type { FieldProps } from "./field";
import { FoundSelect } from "./FoundSelect";

/** An account or several, found by name, login or address; in a form, of those that the attribute takes there. */
export default function AccountField(props: FieldProps<string | readonly string[]>) {
  const filling = useFilling();
  const { name, allowed } = props.attribute;
  if (!filling) return <FoundSelect {...props} queryKey={() => ["accounts"]} find={anybody} />;
  const { template, record } = filling;
  const values = () => (allowed ? filling.unsaved() : {});
  return (
    <FoundSelect
      {...props}
      queryKey={() => ["records", template, "choices", name, record, values()]}
      find={async (q) => {
        const { items, more, filtered } = await findChoices(template, name, { record, values: values(), q });
        return { items: items.map(asFound), more, filtered };
      }}
    />
  );
}

async function anybody(q: string) {
  const { items, next } = await findAccounts(q);
  return { items: items.map(asFound), more: next !== null };
}
