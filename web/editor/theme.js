// The editor in the colours of the site: every colour is one of its tokens, so dark mode is theirs.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const surface = { backgroundColor: "var(--paper)", color: "var(--ink)" };
const panel = { ...surface, border: "1px solid var(--edge)", borderRadius: ".35rem" };

const look = EditorView.theme({
  "&": { ...panel, fontSize: ".95rem" },
  "&.cm-focused": { outline: ".17rem solid var(--focus)", outlineOffset: ".17rem" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", maxHeight: "70vh" },
  ".cm-content": { padding: ".6rem 0", minHeight: "14rem", caretColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--soft)", borderInlineEnd: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--sunken)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--raised)", color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-placeholder": { color: "var(--soft)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--raised)", outline: "1px solid var(--rule)",
  },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "transparent", color: "var(--alarm)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none", textDecoration: "underline wavy var(--alarm) .1em", textUnderlineOffset: ".25em",
  },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--alarm)" },
  ".cm-tooltip": { ...panel, boxShadow: "0 .3rem 1rem rgb(0 0 0 / .18)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--sans)", maxHeight: "none", minWidth: "min(20rem, 80vw)", maxWidth: "min(36rem, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex", flexWrap: "wrap", gap: "0 .75rem", padding: ".3rem .6rem", lineHeight: "1.4",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)", color: "var(--paper)",
  },
  ".cm-completionLabel": { fontFamily: "var(--mono)", fontSize: ".9rem" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { marginInlineStart: "0", fontStyle: "normal", fontSize: ".9rem", color: "var(--soft)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-tooltip.cm-completionInfo": { padding: ".5rem .75rem", maxWidth: "min(22rem, 80vw)", fontSize: ".9rem" },
  ".cm-completionInfo p": { margin: "0 0 .35rem" },
  ".cm-completionInfo p:last-child": { margin: "0", color: "var(--soft)" },
  "@media (max-width: 40rem)": { ".cm-tooltip.cm-completionInfo": { display: "none" } },
  ".cm-diagnostic": { borderInlineStart: ".3rem solid var(--alarm)", padding: ".4rem .6rem" },
  ".cm-diagnosticAction": { ...panel, padding: ".2rem .6rem", minHeight: "1.75rem" },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--leaves-open)" },
  { tag: tags.string, color: "var(--refutes)" },
  { tag: [tags.integer, tags.float, tags.bool], color: "var(--supports)" },
  { tag: [tags.url, tags.namespace], color: "var(--link)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

export const theme = [look, syntaxHighlighting(colours)];
