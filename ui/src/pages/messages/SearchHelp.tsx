import { QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./searchTexts";
import { texts as page } from "./texts";

/** What may be typed into the search of letters. */
export function SearchHelp() {
  const t = useTexts(texts);
  const p = useTexts(page);
  const rows = [
    [t.wordsExample, t.words],
    [t.addressExample, t.address],
    [t.stateExample, t.state],
    [t.routeExample, t.route],
    [t.connectionExample, t.connection],
  ];
  const content = (
    <div style={{ maxWidth: 380 }}>
      <table>
        <tbody>
          {rows.map(([example, meaning]) => (
            <tr key={example}>
              <td style={{ padding: "2px 12px 2px 0" }}><code>{example}</code></td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet" style={{ margin: "8px 0 0" }}>{t.together}</p>
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Button type="text" icon={<QuestionCircleOutlined aria-hidden />} aria-label={p.searchHelp} title={p.searchHelp} />
    </Popover>
  );
}
