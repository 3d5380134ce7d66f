import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import { isInstance } from '../../rules/params/address.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { shared } from '../theme/shared.ts';
import { type InstanceOffer, instancesOffered } from './instances-offered.ts';

/**
 * Opens one instance of a dimension: chosen from those of one's organisations, or typed. Tells `choose` with its key.
 */
export class GjInstanceChoice extends withProperties(GjElement, {
  definition: given<Definition>(),
  offers: state<readonly InstanceOffer[]>(() => []),
  typed: state(''),
}) {
  static override styles = shared;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('definition')) return;
    this.typed = '';
    const { dimension } = this.definition;
    void instancesOffered(dimension).then((offers) => {
      this.offers = offers;
    });
  }

  get #wrong(): boolean {
    const { dimension } = this.definition;
    return dimension === undefined || !isInstance(dimension, this.typed.trim());
  }

  /** Written as it can be, but nobody known is called so. */
  get #isStrange(): boolean {
    const [first = ''] = this.typed.trim().split(':');
    return this.offers.length > 0 && !this.offers.some(({ key }) => key === first);
  }

  override render() {
    const { dimension } = this.definition;
    const typed = this.typed.trim();
    const label =
      dimension === 'form'
        ? msg('为某个表单另行设置', { id: 'param-instance-form' })
        : dimension === 'source-system'
          ? msg('为某个来源系统另行设置', { id: 'param-instance-source' })
          : msg('为某个税号另行设置', { id: 'param-instance-tax' });
    return html`<form class="flex low gap-2" novalidate @submit=${(event: Event) => {
      event.preventDefault();
      if (typed !== '' && !this.#wrong) this.emit('choose', typed);
    }}>
        <label class="text-field rest"><span>${label}</span>
          <input list="offers" autocomplete="off" maxlength="129" .value=${this.typed}
            placeholder=${
              dimension === 'tax-number+machine'
                ? msg('税号，或税号与机器编号，中间用半角冒号', { id: 'param-instance-machine' })
                : nothing
            }
            aria-invalid=${(typed !== '' && this.#wrong) || nothing} aria-describedby="hint" @input=${(
              event: Event,
            ) => {
              this.typed = (event.target as HTMLInputElement).value;
            }} /></label>
        <datalist id="offers">${this.offers.map(({ key, name }) => html`<option value=${key}>${name}</option>`)}</datalist>
        <button ?disabled=${typed === '' || this.#wrong}>${msg('打开', { id: 'open' })}</button>
      </form>
      <div id="hint">${this.#hint(typed)}</div>`;
  }

  #hint(typed: string): TemplateResult | typeof nothing {
    if (typed === '') return nothing;
    if (this.#wrong)
      return html`<p class="problem small above-1"
          role="alert">${msg('只能用字母、数字和 . _ -，每段最多 64 个字符。', { id: 'param-instance-wrong' })}</p>`;
    if (this.#isStrange)
      return html`<p class="warn small above-1 in-warn" role="status">${msg(
        str`您的组织中没有“${typed}”，请核对后再设置。`,
        { id: 'param-instance-strange' },
      )}</p>`;
    const [first = ''] = typed.split(':');
    const name = this.offers.find(({ key }) => key === first)?.name;
    return name ? html`<p class="muted small above-1">${name}</p>` : nothing;
  }
}

customElements.define('gj-instance-choice', GjInstanceChoice);
