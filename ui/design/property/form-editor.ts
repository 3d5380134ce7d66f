import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { PropertyAsk } from './property-ask.ts';
import '../../fields/gj-form-pick.ts';

/** A form, found in a list of all of them by typing. */
export function formEditor(ask: PropertyAsk): TemplateResult {
  return html`<gj-form-pick class="wide" label=${ask.label} .forms=${ask.lines} .value=${String(ask.state.value ?? '')}
    placeholder=${msg('（请选择）', { id: 'design-choose' })} ?readonly=${ask.readonly}
    @pick=${({ detail }: CustomEvent<string>) => ask.set(detail || undefined)}></gj-form-pick>`;
}
