import { QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { dictionary } from "@/i18n/texts";
import { texts as page } from "./texts";

const texts = dictionary({
  words: { ru: "слова темы, в кавычках — подряд", en: "words of the subject, in quotes: in that order" },
  address: { ru: "получатель; можно начало адреса", en: "recipient; the beginning will do" },
  state: { ru: "состояние письма", en: "state of the letter" },
  route: { ru: "путь передачи данных", en: "communication route" },
  connection: { ru: "подключение", en: "connection" },
  together: { ru: "Условия складываются: подойдут письма, для которых верны все.", en: "Conditions add up: a letter has to meet all of them." },
  wordsExample: { ru: "\"Договор 7\"", en: "\"Contract 7\"" },
  addressExample: { ru: "кому:petrova", en: "to:petrova" },
  stateExample: { ru: "состояние:failed", en: "state:failed" },
  routeExample: { ru: "путь:mail_out", en: "route:mail_out" },
  connectionExample: { ru: "подключение:mail", en: "connection:mail" },
});

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
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={p.searchHelp} title={p.searchHelp} />
    </Popover>
  );
}
