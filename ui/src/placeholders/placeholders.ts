/** `{Name}` in the texts of a route; the grammar is that of `vestnik.routes.placeholders`. */

export interface Placeholder {
  /** `FullName` or `To.Address`. */
  readonly path: string;
  /** Where its braces begin and end in the text. */
  readonly from: number;
  readonly to: number;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]{0,127}`;
const TOKEN = new RegExp(String.raw`\{\{|\}\}|\{(${NAME}(?:\.${NAME}){0,15})(?::([^\s{}|][^{}|]{0,99}))?(?:\|[^{}]{0,1000})?\}`, "gu");
const NUMBER_OR_DURATION = /^(?:[Nn]\d{0,2}|[cgG])$/;

/** The placeholders of a text, in order; doubled braces and a style sheet's `{color:red}` are none. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, 1: path, 2: pattern, index }) =>
    path === undefined || (pattern !== undefined && !isFormat(pattern)) ? [] : [{ path, from: index, to: index + token.length }],
  );
}

function isFormat(pattern: string): boolean {
  if (NUMBER_OR_DURATION.test(pattern)) return true;
  const symbols = pattern.replace(/'[^']*'/g, "").replace(/[^A-Za-z0-9]/g, "");
  return /^[dMyYDHhmsftKz]+$/.test(symbols);
}
