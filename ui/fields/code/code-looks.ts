import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Letters, lines and marks of an editor of code, in the colours of the theme. */
const looks = EditorView.theme({
  '&': {
    height: '100%',
    fontSize: 'var(--gj-text-s)',
    backgroundColor: 'var(--gj-surface)',
    color: 'var(--gj-text)',
  },
  '.cm-scroller': { fontFamily: 'var(--gj-mono)', lineHeight: 'var(--gj-line-s)' },
  '.cm-content': { caretColor: 'var(--gj-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--gj-text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--gj-head)',
    color: 'var(--gj-muted)',
    borderRight: 'var(--gj-edge)',
  },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--gj-picked) !important',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--gj-surface)',
    color: 'var(--gj-text)',
    border: 'var(--gj-edge)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--gj-picked)',
    color: 'var(--gj-text)',
  },
  '.cm-completionDetail': { color: 'var(--gj-muted)', fontStyle: 'normal' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.keyword, tags.tagName], color: 'var(--gj-accent)' },
  { tag: tags.string, color: 'var(--gj-ok)' },
  { tag: [tags.number, tags.bool, tags.null, tags.attributeName], color: 'var(--gj-warn)' },
  { tag: tags.comment, color: 'var(--gj-muted)' },
]);

export const codeLooks = [
  syntaxHighlighting(colours),
  syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
  looks,
];
