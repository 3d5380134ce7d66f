import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { ListedBar } from '../../kit/chart/gj-bar-list.ts';
import { Loading } from '../../kit/loading.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';
import { limitBars } from './limit-bars.ts';
import '../../kit/chart/gj-bar-list.ts';

/** How much is taken of what a record limits: the quota of a tax number, the credit of a business, licences. */
export class GjRecordLimits extends withProperties(GjElement, {
  record: given<JsonObject | null>(null),
}) {
  static override styles = shared;

  readonly #overview = new Loading(this, {
    key: () => [session.org?.number ?? '', String(this.record?.['revision'] ?? '')],
    load: (_, signal) => einvoicingApi.call('GET /api/issuing/overview', { signal }).catch(() => null),
    keeps: true,
  });

  get #bars(): readonly ListedBar[] {
    const overview = this.#overview.value;
    const id = String(this.record?.['id'] ?? '');
    if (!overview || id === '') return [];
    const own = limitBars({
      quota: overview.quota.filter(({ account }) => account === id),
      licences: overview.licences.filter(({ authorisation }) => authorisation === id),
      // Of the record itself all of it is told, however much is left.
      credit: overview.credit
        .filter(({ control }) => control === id)
        .map((one) => ({ ...one, organisation: '' })),
    });
    return own.map(({ href: _, ...bar }) => bar);
  }

  override render(): unknown {
    const bars = this.#bars;
    if (bars.length === 0) return nothing;
    const heading = msg('已用额度', { id: 'record-limits' });
    return html`<section class="card" aria-label=${heading}><h2 class="below-2">${heading}</h2>
      <gj-bar-list .bars=${bars} label=${heading}></gj-bar-list></section>`;
  }
}
customElements.define('gj-record-limits', GjRecordLimits);
