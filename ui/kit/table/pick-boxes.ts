import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Picking } from './table-shape.ts';

/** The box in front of a row; there is none where the row cannot be picked. */
export function pickBox<Row>(
  { key, picked, pick, name, can }: Picking<Row>,
  row: Row,
): TemplateResult | typeof nothing {
  if (can?.(row) === false) return nothing;
  const own = key(row);
  return html`<input type="checkbox" aria-label=${name(row)} .checked=${picked.has(own)} @change=${(
    event: Event,
  ) => {
    const others = [...picked].filter((one) => one !== own);
    pick(new Set((event.target as HTMLInputElement).checked ? [...others, own] : others));
  }} />`;
}

/** The box of all rows that can be picked, those that are not drawn as well. */
export function pickEvery<Row>(
  { key, picked, pick, can }: Picking<Row>,
  rows: readonly Row[],
): TemplateResult {
  const keys = rows.filter((row) => can?.(row) !== false).map(key);
  const some = keys.filter((one) => picked.has(one)).length;
  const isAll = some > 0 && some === keys.length;
  return html`<input type="checkbox" aria-label=${msg('全选', { id: 'table-pick-all' })} ?disabled=${keys.length === 0}
    .checked=${isAll} .indeterminate=${some > 0 && !isAll} @change=${() => pick(new Set(isAll ? [] : keys))} />`;
}
