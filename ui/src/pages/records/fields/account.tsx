import { api, data } from "@/api/client";
import type { FieldProps } from "./field";
import { FoundSelect } from "./FoundSelect";

/** An account or several, found by name, login or address. */
export default function AccountField(props: FieldProps<string | readonly string[]>) {
  const find = async (q: string) => {
    const page = await data(api.GET("/api/v1/accounts", { params: { query: { q, limit: 50 } } }));
    return page.items
      .filter((one) => one.active)
      .map((one) => ({ value: one.id, label: one.fullName || one.username, detail: one.mbox ?? one.username }));
  };
  return <FoundSelect {...props} queryKey={["accounts"]} find={find} />;
}
