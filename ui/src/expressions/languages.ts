/** Colours for the two languages; what is right and wrong is the server's to say. */
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StreamParser } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";

const formula: StreamParser<null> = {
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/(#|\/\/).*/)) return "comment";
    if (stream.match(/"(?:[^"]|"")*"?|'(?:[^']|'')*'?/)) return "string";
    if (stream.match(/\$\$[^\W\d][\w]*/u) || stream.match(/\$\$/)) return "variableName";
    if (stream.match(/\$(->)?[\p{L}_][\p{L}\d_]*/u) || stream.match(/\$/)) return "propertyName";
    if (stream.match(/(->|→)\s*[\p{L}_][\p{L}\d_]*/u)) return "propertyName";
    if (stream.match(/\d+(\.\d+)?/)) return "number";
    if (stream.match(/(from|in|where|orderby|ascending|descending|select|true|false)(?![\p{L}\d_.])/iu)) return "keyword";
    if (stream.match(/[\p{L}_][\p{L}\d_.]*(?=\s*\()/u)) return "typeName";
    if (stream.match(/[\p{L}_][\p{L}\d_.]*/u)) return "name";
    if (stream.match(/[=!<>|&+\-*/]+/)) return "operator";
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "//" }, closeBrackets: { brackets: ["(", '"'] } },
};

const n3: StreamParser<null> = {
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/#.*/)) return "comment";
    if (stream.match(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/)) return "string";
    if (stream.match(/<[^<>\s]*>/)) return "string";
    if (stream.match(/@prefix(?![\w-])/)) return "keyword";
    if (stream.match(/\?[\p{L}\d_]*/u)) return "variableName";
    if (stream.match(/(if|then|else|or|not|once|from|select|true|false|a)(?![\p{L}\d_:-])/u)) return "keyword";
    if (stream.match(/[\p{L}\d_-]*:[\p{L}\d_-]*/u)) return "typeName";
    if (stream.match(/[+-]?\d+(\.\d+)?/)) return "number";
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "{", "[", '"'] } },
};

const attribute: StreamParser<null> = {
  token(stream) {
    if (stream.match(/->|→/)) return "operator";
    if (stream.match(/[\p{L}_][\p{L}\d_]*/u)) return "propertyName";
    stream.next();
    return null;
  },
};

export const languages: Record<"formula" | "n3" | "attribute", Extension> = {
  formula: StreamLanguage.define(formula),
  n3: StreamLanguage.define(n3),
  attribute: StreamLanguage.define(attribute),
};

/** The palette: every colour is a variable, so that both schemes keep their contrast. */
export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
    { tag: tags.string, color: "var(--code-string)" },
    { tag: tags.number, color: "var(--code-number)" },
    { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
    { tag: tags.variableName, color: "var(--code-variable)" },
    { tag: tags.propertyName, color: "var(--code-property)" },
    { tag: tags.typeName, color: "var(--code-function)" },
    { tag: tags.operator, color: "var(--code-operator)" },
  ]),
);
