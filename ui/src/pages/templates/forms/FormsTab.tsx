import { useCallback, useMemo, useState } from "react";
import { useTemplate } from "../editor/context";
import { Designer } from "./Designer";
import { FormBar } from "./FormBar";
import { FormProperties } from "./FormProperties";
import type { Rows } from "./layout";

/** «Формы»: one form in the designer, and what is done with whole forms. */
export function FormsTab() {
  const { body, change } = useTemplate();
  const [at, setAt] = useState(() => Math.max(body.forms.findIndex((form) => form.is_default), 0));
  // Another form begins with nothing chosen, and so does a form of which everything was taken off.
  const [shown, setShown] = useState(0);
  const index = Math.min(at, body.forms.length - 1);
  const form = body.forms[index];
  const parts = useMemo(() => ({ attributes: body.attributes, buttons: body.buttons }), [body.attributes, body.buttons]);
  const put = useCallback(
    (rows: Rows) => change((held) => ({ ...held, forms: held.forms.map((one, place) => (place === index ? { ...one, rows } : one)) })),
    [change, index],
  );
  const show = (next: number) => {
    setAt(next);
    setShown((held) => held + 1);
  };
  return (
    <>
      <FormBar index={index} onShow={show} />
      {form && (
        <Designer key={shown} rows={form.rows} onChange={put} parts={parts}>
          <FormProperties key={index} form={form} index={index} />
        </Designer>
      )}
    </>
  );
}
