// The editor: CodeMirror over the form's <textarea>, which keeps holding the query.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";

import { complete } from "./completion.js";
import { theme } from "./theme.js";

/**
 * Put an editor in the place of *area*.
 *
 * The Tab key is not bound, so it leaves the editor; Ctrl+Enter (Cmd+Enter) calls *run*.
 */
export function makeEditor(area, { nonce, vocabulary, run, changed }) {
  const described = new Compartment();
  const describe = (invalid) =>
    EditorView.contentAttributes.of({
      tabindex: "0",
      "aria-labelledby": "query-label",
      "aria-describedby": invalid ? "problem" : "query-keys",
      ...(invalid ? { "aria-invalid": "true" } : {}),
    });
  const view = new EditorView({
    doc: area.value,
    extensions: [
      EditorView.cspNonce.of(nonce),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
      lineNumbers(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      history(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: complete(vocabulary), icons: false, maxRenderedOptions: 8 }),
      sparql(),
      theme,
      EditorView.lineWrapping,
      EditorView.domEventHandlers({ beforeinput: replaceSelected }),
      EditorState.phrases.of({ Completions: "Suggestions" }),
      described.of(describe(false)),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        area.value = update.state.doc.toString();
        changed();
      }),
    ],
  });
  area.hidden = true;
  area.after(view.dom);

  const text = () => view.state.doc.toString();
  return {
    view,
    text,
    focus: () => view.focus(),
    /** Replace the whole query; the change can be undone. */
    load(query) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query }, selection: { anchor: 0 } });
    },
    /** Insert a triple pattern: where the cursor is, or at the end of the last group. */
    insert(pattern, prefix) {
      const at = insertionPoint(text(), view.state.selection.main.head);
      const changes = [{ from: at, insert: `${pattern}\n` }];
      if (prefix) changes.unshift(prefix);
      const set = view.state.changes(changes);
      const anchor = set.mapPos(at, 1);
      view.dispatch({ changes: set, selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    /** Underline the place of an error, counted from 1, and put the cursor there. */
    mark({ line, column, token, message, actions = [] }) {
      const { doc } = view.state;
      const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
      let from = Math.min(found.from + Math.max(column - 1, 0), found.to);
      const rest = doc.sliceString(from, found.to);
      const length = token ? token.length : (/^[\w:?$.-]+|^\S/.exec(rest)?.[0].length ?? 0);
      const to = Math.min(from + length, doc.length);
      if (from === to && from > found.from) from -= 1;
      view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message, actions }]));
      view.dispatch({
        selection: { anchor: from }, scrollIntoView: true, effects: described.reconfigure(describe(true)),
      });
    },
    unmark() {
      view.dispatch(setDiagnostics(view.state, []));
      view.dispatch({ effects: described.reconfigure(describe(false)) });
    },
  };
}

/**
 * Type over a selection without the browser's help, which would copy the style of the selected text
 * into a `style` attribute: the content security policy forbids that, and says so on the console.
 */
function replaceSelected(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (event.inputType !== "insertText" || event.data === null || empty || view.composing) return false;
  const insert = () =>
    view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(view, from, to, event.data, insert))) view.dispatch(insert());
  event.preventDefault();
  return true;
}

/** Where a pattern can stand: *at* if that is inside braces, else before the last closing brace. */
function insertionPoint(query, at) {
  const before = query.slice(0, at).replace(/#(?![^<]*>).*|"[^"\n]*"/g, "");
  const depth = before.split("{").length - before.split("}").length;
  if (depth > 0) return at;
  const last = query.lastIndexOf("}");
  return last < 0 ? query.length : last;
}
