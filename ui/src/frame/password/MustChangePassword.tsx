import { Button, Form } from "antd";
import { useEffect } from "react";
import { useChangePassword, useSignOut } from "@/api/session";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./MustChangePassword.module.css";
import { OwnPasswordForm, type Passwords } from "./OwnPasswordForm";
import { texts } from "./texts";

/** Stands before every page until a password that somebody else set is replaced. */
export function MustChangePassword() {
  const t = useTexts(texts);
  const [form] = Form.useForm<Passwords>();
  const changing = useChangePassword();
  const signOut = useSignOut();
  useEffect(() => {
    document.title = t.mustChange;
  }, [t]);
  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <h1 className={styles.title}>{t.mustChange}</h1>
        <p className={styles.why}>{t.why}</p>
        <OwnPasswordForm form={form} changing={changing} />
        <div className={styles.commands}>
          <Button type="text" onClick={() => signOut.mutate()}>
            {t.signOut}
          </Button>
          <Button type="primary" loading={changing.isPending} onClick={() => form.submit()}>
            {t.submit}
          </Button>
        </div>
      </div>
    </main>
  );
}
