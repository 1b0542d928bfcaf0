import { App } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { useDeleteDefinition, usersQuery, type Folder, type User } from "@/api/definitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./deletionTexts";
import { explain } from "./Failed";
import { texts as common } from "./texts";
import { useConfirmDelete } from "./useConfirmDelete";

const FOLDERS: Readonly<Record<User["kind"], Folder>> = {
  connection: "connections",
  route: "routes",
  template: "templates",
  scenario: "scenarios",
  app: "apps",
};

/** Deletes definitions after asking; one that others use is not deleted, and they are named with links. */
export function useDeleteDefinitions(folder: Folder): (names: readonly string[], done?: () => void) => Promise<void> {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const confirm = useConfirmDelete();
  const remove = useDeleteDefinition(folder);
  return async (names, done) => {
    try {
      for (const name of names) {
        const users = await queries.fetchQuery({ ...usersQuery(folder, name), staleTime: 0 });
        if (users.length > 0) {
          const shown = modal.warning({ title: t.inUse(name), content: <Users users={users} onGo={() => shown.destroy()} />, okText: t.understood });
          return;
        }
      }
    } catch (error) {
      void message.error(explain(error, c.unreachable), 8);
      return;
    }
    const [only] = names;
    confirm({
      title: names.length === 1 && only !== undefined ? t.askOne(only) : t.askMany(names.length),
      content: t.versionsStay,
      onDelete: async () => {
        for (const name of names) await remove.mutateAsync(name);
        done?.();
      },
    });
  };
}

function Users({ users, onGo }: { users: readonly User[]; onGo: () => void }) {
  const t = useTexts(texts);
  return (
    <>
      <p>{t.usedBy}</p>
      <ul>
        {users.map((user) => (
          <li key={`${user.kind} ${user.name}`}>
            <Link to={`/${FOLDERS[user.kind]}/${user.name}`} onClick={onGo}>
              {user.title || user.name}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
