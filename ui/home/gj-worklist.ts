import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { withProperties } from '../kit/base/with-properties.ts';
import { formIcon } from '../kit/form-icon.ts';
import { basket } from '../params/basket/basket.ts';
import { plural, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { SavedList } from './saved-lists.ts';
import { type Unmatched, type WaitingDesign, WorklistData } from './worklist-data.ts';

/**
 * The work that waits for this person in the organisation of the moment: kept lists with their counts, documents
 * without a rule, records that end soon.
 */
export class GjWorklist extends withProperties(GjElement, {}) {
  static override styles = [shared];

  readonly #data = new WorklistData(this);
  readonly #changed = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    basket.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    basket.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  override render() {
    const { found, busy } = this.#data;
    const { lists, unmatched, expiring, designs } = found;
    return html`<section class="card" aria-labelledby="worklist" aria-busy=${busy}>
      <h2 class="across below-2" id="worklist">${icon('list')}${msg('我的待办', { id: 'worklist' })}</h2>
      ${
        lists.length > 0
          ? html`<ul class="lines parted"
              aria-label=${msg('我保存的视图', { id: 'own-views' })}>${lists.map((list) => this.#list(list))}</ul>`
          : html`<p class="small muted">${msg('在任意列表中筛选后点“保存视图”，它和它的数量就会出现在这里，例如“待审核的单据”。', { id: 'worklist-how' })}</p>`
      }
      ${
        basket.waiting.length > 0
          ? html`<h3 class="above-3 small muted regular">${msg('等您审批或处理的变更', { id: 'changes-wait' })}</h3>
            <ul class="lines parted">${basket.waiting.map(
              (set) => html`<li class="flex based gap-2"><a class="text rest breaks"
                  href="/changes/${set.id}">${set.name || set.reason || set.number}</a>
                <span class="small muted">${set.createdBy?.name}</span><b class="larger bold">${set.count}</b></li>`,
            )}</ul>`
          : nothing
      }
      ${
        designs.length > 0
          ? html`<h3 class="above-3 small muted regular">${msg('等您处理的设计', { id: 'designs-wait' })}</h3>
            <ul class="lines parted">${designs.map(
              ({ id, name, by, why }) =>
                html`<li class="flex based gap-2"><a class="text rest breaks" href="/design/publish?design=${id}">${
                  name || msg(str`${by.name}的设计`, { id: 'change-design-of' })
                }</a>
                <span class="small ${why === 'approve' ? 'muted' : 'problem'}">${waitsFor(why)}</span></li>`,
            )}</ul>`
          : nothing
      }
      ${
        unmatched.length > 0
          ? html`<h3 class="above-3 small muted regular">${msg('没有规则可用的单据', { id: 'worklist-unmatched' })}</h3>
            <ul class="lines parted">${unmatched.map((one) => this.#unmatched(one))}</ul>`
          : nothing
      }
      ${
        expiring.length > 0
          ? html`<h3 class="above-3 small muted regular">${msg('即将到期', { id: 'worklist-expiring' })}</h3>
            <ul class="lines parted">${expiring.map(
              ({ name, on }) =>
                html`<li class="flex based gap-2"><a class="text rest breaks"
                    href="/account">${msg(str`访问令牌 ${name}`, { id: 'token-named' })}</a><span>${on}</span></li>`,
            )}</ul>`
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
function waitsFor(why: WaitingDesign['why']): string {
  if (why === 'approve') return msg('等您批准', { id: 'design-waits-approve' });
  return why === 'rejected'
    ? msg('被退回', { id: 'design-waits-rejected' })
    : msg('没有按时发布', { id: 'design-waits-failed' });
}
customElements.define('gj-worklist', GjWorklist);
