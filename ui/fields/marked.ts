import { html, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { uiKind } from './kinds/index.ts';

/** A value as it is read, coloured where it tells how it stands with the record. */
export function marked(value: Json, field: Field): string | TemplateResult {
  const kind = uiKind(field);
  const shown = kind.show(value, field);
  const tone = kind.tone?.(value, field);
  if (tone === undefined) return shown;
  const dot = tone === 'quiet' ? '' : html`<span class="dot"></span>`;
  return html`<span class="badge ${tone}">${dot}${shown}</span>`;
}
