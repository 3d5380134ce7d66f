import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import { valueShown } from '../params/parameter-words.ts';
import type { FindDefinition } from './definitions-known.ts';

/** A parameter's value in words, as its definition says. */
export function shownValue(
  find: FindDefinition,
  { type, key }: { readonly type?: string; readonly key?: string },
  value: Json | undefined,
): string | TemplateResult {
  if (value === undefined || value === null)
    return html`<span class="muted">${msg('无', { id: 'param-nothing' })}</span>`;
  const definition = find(type ?? '', key ?? '');
  return definition ? valueShown(value, definition) : html`<code>${JSON.stringify(value)}</code>`;
}
