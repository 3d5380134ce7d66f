import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { numberOf } from '../../../metadata/common/read.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { wrapping } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';

/** The licences of a service that are given to tax numbers, and all there are. */
interface Count {
  readonly used: number;
  readonly total: number;
}

/**
 * The services above a list of licences, each with A/AA as 001 has it. Tells `service` with the one that was picked, or
 * ''.
 */
export class GjLicenceCounts extends withProperties(GjElement, {
  form: given<FormModel>(),
  /** The list that is shown; another object means that it was read again. */
  list: given<object | null>(() => null),
  /** The service that is shown; empty: all. */
  picked: text(),
  counts: state<ReadonlyMap<string, Count>>(() => new Map()),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      :host {
        padding-inline: var(--gj-4);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('list')) void this.#count();
  }

  /** Counts the licences of each service; somebody who may not see the authorisations gets no numbers. */
  async #count(): Promise<void> {
    if (!session.formById('cloud-authorisation')) return;
    const query = { fields: 'issuingUsed,issuingTotal,receivingUsed,receivingTotal', limit: 200 };
    const answer = await session.api
      .call('GET /api/forms/:form/records', { path: { form: 'cloud-authorisation' }, query })
      .catch(() => undefined);
    const sum = (name: string) =>
      answer?.items.reduce((all, one) => all + (numberOf(one[name]) ?? 0), 0) ?? 0;
    const services = answer && answer.items.length > 0 ? ['issuing', 'receiving'] : [];
    this.counts = new Map(
      services.map((service) => [service, { used: sum(`${service}Used`), total: sum(`${service}Total`) }]),
    );
  }

  override render() {
    const services = (this.form.byName.get('service')?.options ?? []).filter(({ value }) =>
      this.counts.has(value),
    );
    if (services.length === 0) return nothing;
    return services.map(({ value, label }) => {
      const { used = 0, total = 0 } = this.counts.get(value) ?? {};
      const service = say(label);
      return html`<button class="slim round below-2" aria-pressed=${this.picked === value}
          title=${msg('已授权数/总授权数', { id: 'licences-used-of-all' })}
          @click=${() => this.emit('service', this.picked === value ? '' : value)}
          >${msg(str`${service}（${used}/${total}）`, { id: 'licences-of-service' })}</button>`;
    });
  }
}
customElements.define('gj-licence-counts', GjLicenceCounts);
