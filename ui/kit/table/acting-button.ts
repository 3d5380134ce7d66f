import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../base/icons.ts';
import type { TableMemory } from './table-memory.ts';
import type { Acting } from './table-shape.ts';

/** The button of the row at a place; `isStop`: of all buttons, the Tab key comes to this one. */
export function actingButton<Row>(
  { label, name, face, act, can, busy, expanded }: Acting<Row>,
  row: Row,
  at: number,
  isStop: boolean,
  memory: TableMemory,
): TemplateResult | typeof nothing {
  if (can?.(row) === false) return nothing;
  const called = name?.(row, at) ?? label;
  return html`<button class=${face ? 'plain' : 'square'} tabindex=${isStop ? 0 : -1} aria-label=${called}
    title=${face ? nothing : called}
    aria-expanded=${expanded?.(row) ?? nothing} ?disabled=${busy?.(row)} @click=${() => act(row)}
    @focus=${() => (isStop ? undefined : memory.set({ at }))}>${face?.(row) ?? icon('right', 12)}</button>`;
}

/** Arrows, Home and End go from the button of a row to that of another. */
export function goOn(event: KeyboardEvent): void {
  const own = event.target as HTMLElement;
  if (!own.matches('td.act > button') || event.altKey || event.ctrlKey || event.metaKey) return;
  const table = event.currentTarget as HTMLElement;
  const all = [...table.querySelectorAll<HTMLElement>('td.act > button:not(:disabled)')];
  const at = all.indexOf(own);
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all[next]?.focus();
}
