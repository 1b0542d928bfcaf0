import { useQuery } from "@tanstack/react-query";
import { Checkbox, Collapse, Form, Input, Select } from "antd";
import { AccountPicker } from "@/components/AccountPicker";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import styles from "./AccountForm.module.css";
import { rolesQuery, type Account } from "./queries";
import { texts } from "./texts";

/** The fields of an account; what is rarely filled in is folded. */
export function AccountFields({ account }: { account?: Account }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { data: roles = [] } = useQuery(rolesQuery(language));
  const text = (name: string, label: string, extra?: string) => (
    <Form.Item name={name} label={label} extra={extra}>
      <Input autoComplete="off" />
    </Form.Item>
  );
  return (
    <>
      <div className={styles.row}>
        <Form.Item name="username" label={t.login} rules={[{ required: true, message: t.required }, { pattern: /^[^\s/?#]+$/, message: t.loginPattern }]}>
          <Input disabled={account !== undefined} autoComplete="off" />
        </Form.Item>
        <Form.Item name="active" valuePropName="checked" className={styles.check}>
          <Checkbox>{t.active}</Checkbox>
        </Form.Item>
      </div>
      <div className={styles.row}>
        {text("fullName", t.fullName)}
        {text("mbox", t.mbox)}
      </div>
      <Form.Item name="roles" label={t.roles} extra={t.rolesHint}>
        <Checkbox.Group className={styles.roles} aria-label={t.roles}>
          {roles.map((role) => (
            <Checkbox key={role.name} value={role.name} aria-label={role.title}>
              {role.title} <span className="quiet">{role.rights.map((right) => right.title).join(", ")}</span>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      {!account && (
        <Form.Item name="password" label={t.password} extra={t.passwordHint}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      )}
      <Collapse
        ghost
        className={styles.more}
        items={[
          {
            key: "more",
            label: t.more,
            forceRender: true,
            children: (
              <>
                <div className={styles.row}>
                  {text("title", t.position)}
                  {text("department", t.department)}
                </div>
                <div className={styles.row}>
                  {text("office", t.office)}
                  {text("phone", t.phone)}
                </div>
                <Form.Item name="manager" label={t.manager}>
                  <AccountPicker except={account?.id} />
                </Form.Item>
                <div className={styles.row}>
                  <Form.Item name="language" label={t.language}>
                    <Select allowClear options={LANGUAGES} />
                  </Form.Item>
                  {text("timeZone", t.timeZone, t.timeZoneHint)}
                </div>
              </>
            ),
          },
        ]}
      />
    </>
  );
}

/** Each in its own words. */
const LANGUAGES = [{ value: "ru", label: "RU" }, { value: "en", label: "EN" }];
