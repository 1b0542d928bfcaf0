import { useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { asFound, findAccounts } from "./foundAccounts";
import { SearchSelect, type SearchSelectProps } from "./SearchSelect";

interface Props extends Omit<SearchSelectProps<string>, "queryKey" | "find" | "nameOf" | "multiple"> {
  /** What the value is. */
  readonly by?: "id" | "username";
  /** Whom not to offer. */
  readonly except?: string;
}

/** One account that is switched on. */
export function AccountPicker({ by = "id", except, ...field }: Props) {
  const { value } = field;
  const { data: chosen } = useQuery({
    queryKey: ["accounts", "named", value],
    queryFn: () => data(api.GET("/api/v1/accounts", { params: { query: { id: [value ?? ""] } } })),
    enabled: by === "id" && Boolean(value),
  });
  return (
    <SearchSelect<string>
      {...field}
      queryKey={() => ["accounts", "list", by]}
      find={async (q) => {
        const { items, next } = await findAccounts(q);
        return { items: items.map((one) => ({ ...asFound(one), value: one[by] })).filter((one) => one.value !== except), more: next !== null };
      }}
      nameOf={(one) => chosen?.items.map(asFound).find((each) => each.value === one)?.label}
    />
  );
}
