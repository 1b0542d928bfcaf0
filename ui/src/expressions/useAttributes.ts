import { useQuery } from "@tanstack/react-query";
import { definitionQuery } from "@/api/definitions";
import { useScope } from "./scope";

export interface AttributeBody {
  readonly name: string;
  readonly title: string;
  readonly data_type: string;
  readonly multiple?: boolean;
  readonly template?: string;
}

export interface ButtonBody {
  readonly name: string;
  readonly title: string;
  readonly operation?: string;
}

/** Attributes and buttons of a template, as it is declared or as it is being edited; empty without one. */
export function useTemplateParts(template: string | null | undefined) {
  const { data, isPending } = useQuery({ ...definitionQuery("templates", template ?? ""), enabled: Boolean(template) });
  const scope = useScope();
  const draft = template === scope.template ? scope.draft : undefined;
  const body = data?.body ?? {};
  return {
    isPending: isPending && Boolean(template),
    title: data?.title ?? template ?? "",
    attributes: (draft ?? body.attributes ?? []) as readonly AttributeBody[],
    buttons: (body.buttons ?? []) as readonly ButtonBody[],
  };
}
