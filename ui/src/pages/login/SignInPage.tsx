import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useEffect } from "react";
import { Navigate, useSearchParams } from "react-router";
import { sessionQuery, useSignIn } from "@/api/session";
import { explain } from "@/components/Failed";
import { Mark } from "@/frame/Mark";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import styles from "./SignInPage.module.css";
import { texts } from "./texts";

/** Signing in; afterwards the page that was asked for. */
export default function SignInPage() {
  const t = useTexts(texts);
  const { language, choose } = useLanguage();
  const [params] = useSearchParams();
  const { data: session } = useQuery(sessionQuery);
  const signIn = useSignIn();
  useEffect(() => {
    document.title = `${t.title} · ${t.product}`;
  }, [t]);
  if (session) return <Navigate to={within(params.get("next"))} replace />;
  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <div className={styles.brand}>
          <Mark size={40} />
          <div>
            <h1 className={styles.name}>{t.product}</h1>
            <p className={styles.lead}>{t.lead}</p>
          </div>
        </div>
        <Form layout="vertical" requiredMark={false} onFinish={signIn.mutate} className={styles.form} size="large">
          {signIn.error && <Alert type="error" showIcon role="alert" title={explain(signIn.error, t.unreachable)} style={{ marginBottom: 18 }} />}
          <Form.Item name="login" label={t.login} rules={[{ required: true, message: t.fill }]}>
            <Input autoComplete="username" autoFocus autoCapitalize="none" />
          </Form.Item>
          <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.fill }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
            {t.submit}
          </Button>
        </Form>
        <p className={styles.hint}>{t.first}</p>
      </div>
      <Button type="link" className={styles.language} lang={language === "ru" ? "en" : "ru"} onClick={() => choose(language === "ru" ? "en" : "ru")}>
        {t.other}
      </Button>
    </main>
  );
}

/** Only pages of our own are gone to. */
function within(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.startsWith("/\\") ? next : "/";
}
