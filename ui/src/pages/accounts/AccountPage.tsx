import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";
import { AccountForm } from "./AccountForm";
import { accountQuery } from "./queries";

/** A new account (`new`), or an existing one (`:login`). */
export default function AccountPage() {
  const { login } = useParams();
  const { data, error, refetch } = useQuery({ ...accountQuery(login ?? ""), enabled: login !== undefined });
  if (error) return <NotLoaded error={error} again={() => void refetch()} />;
  if (login !== undefined && !data) return <div className="card padded"><Loading rows={8} /></div>;
  return <AccountForm key={login ?? "new"} account={data} />;
}
