import { App } from "antd";
import { useState } from "react";
import { checkDraft } from "@/api/draftCheck";
import { useSaveDefinition, type Definition } from "@/api/definitions";
import { isProblem } from "@/api/problem";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { Affected } from "./Affected";
import { discarded, type TemplateBody } from "./template";

/** Saves a draft: asks first when others would break, and when stored values would be lost. */
export function useSaveTemplate(definition: Definition, stored: TemplateBody, onSaved: () => void) {
  const t = useTexts(texts);
  const { modal, message } = App.useApp();
  const saving = useSaveDefinition("templates");
  const [failure, setFailure] = useState<unknown>(null);

  const ask = async (question: { title: string; content: React.ReactNode; okText: string; cancelText: string }) =>
    modal.confirm({ ...question, okButtonProps: { danger: true }, autoFocusButton: "cancel", width: 520 });

  const put = async (body: TemplateBody, version: number | undefined): Promise<void> => {
    try {
      await saving.mutateAsync({ name: definition.name, body, version });
      onSaved();
      void message.success(t.saved);
    } catch (error) {
      const lost = isProblem(error, 422) && error.problems.every((one) => one.code === "values_would_be_lost");
      if (!lost) return setFailure(error);
      const discard = discarded(stored, body);
      const names = stored.attributes.filter((one) => one.name in discard).map((one) => one.title);
      const sure = await ask({ title: t.lossTitle, content: t.lossHint(names.join(", ")), okText: t.lossOk, cancelText: t.keep });
      if (sure) await put({ ...body, discard }, version);
    }
  };
  const save = async (body: TemplateBody, version: number | undefined = definition.version) => {
    setFailure(null);
    const checked = await checkDraft("templates", definition.name, body).catch(() => null);
    if (checked && checked.affected.length > 0) {
      const sure = await ask({ title: t.affectedTitle, content: <Affected affected={checked.affected} />, okText: t.saveAnyway, cancelText: t.cancel });
      if (!sure) return;
    }
    await put(body, version);
  };
  return { save, failure, isSaving: saving.isPending };
}
