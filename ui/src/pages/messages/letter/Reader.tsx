import { useQuery } from "@tanstack/react-query";
import { Alert, Tabs } from "antd";
import { useSearchParams } from "react-router";
import { address } from "@/api/client";
import type { Letter } from "@/api/letters";
import { contentTabs } from "@/components/letter/contentTabs";
import { texts as letterTexts } from "@/components/letter/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { Explanation } from "../explain/Explanation";
import { contentQuery } from "../queries";
import { Properties } from "./Properties";
import { texts } from "./texts";

/** The letter in tabs: properties, contents, and where its values come from. */
export function Reader({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const l = useTexts(letterTexts);
  const [params, setParams] = useSearchParams();
  const { data: content, error } = useQuery(contentQuery(letter.id));
  const at = { file: (index: number) => address(`/messages/${letter.id}/files/${index}`), source: address(`/messages/${letter.id}/raw`) };
  const items = [
    { key: "properties", label: t.properties, children: <Properties letter={letter} /> },
    ...(content ? contentTabs(l, content, at) : []),
    { key: "explain", label: t.explain, children: <Explanation letter={letter} /> },
  ];
  return (
    <>
      {letter.possibly_repeated && <Alert type="warning" showIcon title={t.repeated} style={{ margin: "14px 0 4px" }} />}
      {error && <Alert type="info" showIcon title={t.noContent} style={{ margin: "14px 0 4px" }} />}
      <Tabs activeKey={params.get("tab") ?? "properties"} onChange={(tab) => setParams({ tab }, { replace: true })} items={items} />
    </>
  );
}
