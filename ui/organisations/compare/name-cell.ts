import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../kit/base/icons.ts';

/** Draws the name of a row of a comparison, with its address; a dangerous parameter is marked. */
export function nameCell({
  path,
  name,
  code,
  danger,
}: {
  readonly path: string;
  readonly name: string;
  readonly code: string;
  readonly danger: boolean;
}): TemplateResult {
  const why = msg('慎用：会关闭检查或切换环境', { id: 'params-danger-why' });
  return html`<a href=${`/parameters?${new URLSearchParams({ open: path })}`}>${name}</a>
    ${danger ? html`<span class="in-warn" role="img" aria-label=${why} title=${why}>${icon('alert', 14)}</span>` : nothing}
    <code class="muted blocks">${code}</code>`;
}
