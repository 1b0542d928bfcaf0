import { useQuery } from "@tanstack/react-query";
import { definitionQuery } from "@/api/definitions";
import { templateOf, type Button } from "@/pages/records/template";
import { useDesigner } from "./context";

/** The button whose press starts the scenario. */
export function useEventButton(): Button | undefined {
  const { event } = useDesigner().body;
  const { context_template: template, button } = event;
  const { data } = useQuery({ ...definitionQuery("templates", template ?? ""), enabled: Boolean(template && button) });
  return data && templateOf(data).buttons.find((one) => one.name === button);
}
