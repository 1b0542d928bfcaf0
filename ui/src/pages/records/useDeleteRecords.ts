import { useQueryClient } from "@tanstack/react-query";
import { api, idempotencyKey } from "@/api/client";
import { useConfirmDelete } from "@/components/useConfirmDelete";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** Deletes records after asking; with `button`, by pressing it, so that its scenarios run. */
export function useDeleteRecords(template: string) {
  const t = useTexts(texts);
  const confirm = useConfirmDelete();
  const queries = useQueryClient();
  const removeOne = (id: string, button: string | undefined) =>
    button
      ? api.POST("/api/v1/templates/{template}/records/{id}/buttons/{button}", { params: { path: { template, id, button } }, body: { values: {}, variables: {} }, headers: idempotencyKey() })
      : api.DELETE("/api/v1/templates/{template}/records/{id}", { params: { path: { template, id } } });
  return (records: readonly { id: string; title: string }[], done?: () => void, button?: string) => {
    const [only] = records;
    confirm({
      title: records.length === 1 && only ? t.deleteOne(only.title) : t.deleteMany(records.length),
      content: `${t.deleteForever} ${t.lettersStay}`,
      onDelete: async () => {
        try {
          for (const record of records) {
            await removeOne(record.id, button);
            queries.removeQueries({ queryKey: ["records", template, "one", record.id] });
          }
          done?.();
        } finally {
          void queries.invalidateQueries({ queryKey: ["records", template, "list"] });
        }
      },
    });
  };
}
