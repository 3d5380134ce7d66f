import type { LitElement, TemplateResult } from 'lit';
import { AsyncDirective, type ChildPart, directive } from 'lit/async-directive.js';
import { tableStyles } from './table-styles.ts';

/** The choices of a person on a table that its page need not know. */
interface Kept {
  /** Label of the column that it is ordered by; empty: rows stand as the page has them. */
  readonly by: string;
  readonly descending: boolean;
  /** The number of further rows that somebody asked to be drawn. */
  readonly more: number;
  /** Place of the row whose button the Tab key comes to. */
  readonly at: number;
}

/**
 * Keeps what somebody did to a table for as long as the table stands there, and draws the table anew when that changes.
 */
export class TableMemory extends AsyncDirective {
  kept: Kept = { by: '', descending: false, more: 0, at: 0 };
  #draw: ((memory: TableMemory) => TemplateResult) | undefined;

  override update(part: ChildPart, [draw]: [(memory: TableMemory) => TemplateResult]): TemplateResult {
    dress((part.options?.host as LitElement | undefined)?.renderRoot);
    return this.render(draw);
  }

  override render(draw: (memory: TableMemory) => TemplateResult): TemplateResult {
    this.#draw = draw;
    return draw(this);
  }

  set(what: Partial<Kept>): void {
    this.kept = { ...this.kept, ...what };
    if (this.#draw) this.setValue(this.#draw(this));
  }
}

/** Adds the styles of tables to the root a table is drawn in: pages without any do not load them. */
function dress(root: HTMLElement | DocumentFragment | undefined): void {
  const { styleSheet } = tableStyles;
  if (!(root instanceof ShadowRoot) || !styleSheet || root.adoptedStyleSheets.includes(styleSheet)) return;
  root.adoptedStyleSheets = [styleSheet, ...root.adoptedStyleSheets];
}

export const remembering = directive(TableMemory);
