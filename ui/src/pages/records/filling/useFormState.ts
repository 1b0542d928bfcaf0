import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Problem } from "@/api/problem";
import type { Values } from "@/forms/schema";
import type { RecordRow, References } from "../queries";
import { declaredAccess, followsValues, openForm, rowsOf, type Access, type Cell, type RecordTemplate } from "../template";
import type { Filling } from "./filling";
import { formStateQuery } from "./queries";

/** So long nobody types before the server is asked. */
const REST_MS = 250;
const NOTHING = {};
const NONE: readonly never[] = [];

export interface FormState {
  /** What the form is, is not known yet. */
  readonly isPending: boolean;
  /** For the fields: `<FillingContext value={filling}>`. */
  readonly filling: Filling;
  /** What rules set and what is computed, by attribute: shown in the place of what is stored. */
  readonly values: Values;
  readonly references: References;
  readonly accessOf: (cell: Cell) => Access;
  /** A rule has hidden the attribute's fields: what was typed into them is not saved. */
  readonly isHidden: (attribute: string) => boolean;
  /** Problems of the whole form, and of attributes that are not seen. */
  readonly homeless: readonly Problem[];
  /** Wait until all this is the answer to what the form holds now. */
  readonly settle: () => Promise<void>;
}

/**
 * Asks, while a record is filled in, what the rules of its form, computed attributes and embedded records come to.
 *
 * watched: what the form holds unsaved, as it was last drawn; unsaved: as it is at the moment.
 */
export function useFormState(template: RecordTemplate, record: RecordRow | undefined, watched: Values, unsaved: () => Values): FormState {
  const queries = useQueryClient();
  const follows = followsValues(template);
  const now = JSON.stringify(watched);
  const [asked, setAsked] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), REST_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const question = (values: string) => formStateQuery(template.name, record?.id, openForm(template)?.name, values);
  // The answer to an earlier question is dropped, however late it comes: another key is looked at by then.
  const { data: answer, isPending } = useQuery({ ...question(asked), enabled: follows, placeholderData: keepPreviousData });
  const settle = async () => {
    if (!follows) return;
    const latest = JSON.stringify(unsaved());
    // Where it cannot be asked, the server says with the save what is wrong.
    await queries.fetchQuery(question(latest)).catch(() => undefined);
    flushSync(() => setAsked(latest));
    // Whoever waits for the same question already is told in a task of its own.
    await new Promise((done) => setTimeout(done));
  };

  const [entered, enter] = useState<string | null>(null);
  const declared = useMemo(() => declaredAccess(rowsOf(template)), [template]);
  const byRule = (attribute: string): Access | undefined => {
    const access = answer?.access[attribute];
    return access === declared[attribute] ? undefined : access;
  };
  const accessOf = ({ attribute, access = "editable" }: Cell): Access => {
    const ruled = attribute === undefined ? undefined : byRule(attribute);
    // Nobody is put out of a field while typing into it.
    return ruled === undefined || (attribute === entered && isLocked(ruled)) ? access : ruled;
  };
  const live = useRef(unsaved);
  live.current = unsaved;
  const filling = useMemo<Filling>(
    () => ({
      template: template.name,
      record: record?.id,
      unsaved: () => live.current(),
      imposed: (answer?.values ?? NOTHING) as Values,
      problems: answer?.problems ?? NONE,
      embedded: answer?.embedded ?? NONE,
      enter,
    }),
    [template.name, record?.id, answer],
  );
  const seen = (attribute: string) => declared[attribute] !== undefined && (byRule(attribute) ?? declared[attribute]) !== "hidden";
  return {
    isPending: follows && isPending,
    filling,
    values: { ...answer?.values, ...answer?.computed },
    references: { ...record?.references, ...answer?.references },
    accessOf,
    isHidden: (attribute) => byRule(attribute) === "hidden",
    homeless: filling.problems.filter(({ path }) => !seen(path.replace(/^values\./, ""))),
    settle,
  };
}

const isLocked = (access: Access) => access === "read_only" || access === "hidden";
