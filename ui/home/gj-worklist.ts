import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { withProperties } from '../kit/base/with-properties.ts';
import { formIcon } from '../kit/form-icon.ts';
import { plural, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { SavedList } from './saved-lists.ts';
import { type Unmatched, WorklistData } from './worklist-data.ts';

/**
 * The lists that this person keeps, with their counts in the organisation of the moment, and documents without a rule.
 */
export class GjWorklist extends withProperties(GjElement, {}) {
  static override styles = [shared];

  readonly #data = new WorklistData(this);

  override render() {
    const { found, busy } = this.#data;
    const { lists, unmatched } = found;
    return html`<section class="card" aria-labelledby="worklist" aria-busy=${busy}>
      <h2 class="across below-2" id="worklist">${icon('list')}${msg('我保存的视图', { id: 'worklist' })}</h2>
      ${
        lists.length > 0
          ? html`<ul class="lines parted"
              aria-label=${msg('我保存的视图', { id: 'worklist' })}>${lists.map((list) => this.#list(list))}</ul>`
          : html`<p class="small muted">${msg('在任意列表中筛选后点“保存视图”，它和它的数量就会出现在这里，例如“待审核的单据”。', { id: 'worklist-how' })}</p>`
      }
      ${
        unmatched.length > 0
          ? html`<h3 class="above-3 small muted regular">${msg('没有匹配到规则的单据', { id: 'worklist-unmatched' })}</h3>
            <ul class="lines parted">${unmatched.map((one) => this.#unmatched(one))}</ul>`
          : nothing
      }
    </section>`;
  }

  #list({ name, form, address, count, atLeast }: SavedList): TemplateResult {
    return html`<li class="flex based gap-2"><span class="text rest breaks"><a class="whole"
        href=${address}>${name}</a> <span class="small muted across-close inline">${formIcon(form, 14)}${say(form.listLabel)}</span></span>
      <b class="larger bold">${count.toLocaleString()}${atLeast ? '+' : ''}</b></li>`;
  }

  #unmatched({ rules, documents, of }: Unmatched): TemplateResult {
    return html`<li class="flex based gap-2"><a class="text rest breaks"
        href="/match/${rules.name}?tab=coverage">${say(rules.listLabel)}</a>
      <span class="small muted">${plural(msg(str`最近 ${of} 张中 ${documents} 张`, { id: 'unmatched-of' }))}</span></li>`;
  }
}
customElements.define('gj-worklist', GjWorklist);
