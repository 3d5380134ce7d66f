import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../kit/base/icons.ts';
import { shortNames } from '../../kit/base/short-names.ts';

/** A difference that callers of the API will meet, as the server says it. */
interface ApiDifference {
  readonly form: string;
  readonly message: string;
  readonly breaks: boolean;
}

/** Draws the differences that a publish makes for callers of the API beside forms told `apart`; what breaks calls first. */
export function apiDifferences(plan: object, apart: ReadonlySet<string>): TemplateResult | typeof nothing {
  const { api: all = [] } = plan as { readonly api?: readonly ApiDifference[] };
  const api = all.filter(({ form }) => !apart.has(form));
  if (api.length === 0) return nothing;
  const ordered = api.toSorted((a, b) => Number(b.breaks) - Number(a.breaks));
  return html`<section class="card" aria-labelledby="api"><h2
      id="api">${msg('调用接口的程序会看到的变化', { id: 'design-api' })} <span class="small muted">${api.length}</span></h2>
    <ul class="lines">${ordered.map(
      ({ message, breaks }) => html`<li><span class="grow">${shortNames(message)}</span>
        ${
          breaks
            ? html`<span class="badge warn">${icon('alert', 12)}${msg('原来的调用可能失败', { id: 'design-api-breaks' })}</span>`
            : nothing
        }</li>`,
    )}</ul></section>`;
}
