import type { DesignHead } from '../../../metadata/contract/design/parts.ts';
import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg, str } from '@lit/localize';
import type { ComboBox } from '@vaadin/combo-box/vaadin-combo-box.js';
import { html, nothing } from 'lit';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { madeField } from '../../condition/value-field.ts';
import { pickKeys } from '../../fields/pick-keys.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ChangeSummary } from '../../params/basket/change-set.ts';
import { say } from '../../session/i18n.ts';
import { mayDesign, session } from '../../session/session.ts';
import { lined } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type Configuration, isTrial } from './lab-data.ts';
import '../../condition/facts/gj-fact-field.ts';

const at = madeField('datetime', { zh: '按哪个时刻判断（空为现在）', en: 'Judged at (empty: now)' });
const asOf = madeField('datetime', {
  zh: '用哪一天的配置（空为当前）',
  en: 'Configuration as of (empty: as it is)',
});

interface Choice {
  readonly id: string;
  readonly text: string;
}

/**
 * Under which configuration: as it stands or stood, with a change set or a design, with records that are tried. Tells
 * `configuration`.
 */
export class GjLabConfiguration extends withProperties(GjElement, {
  /** Any: for the controls. */
  about: given<FormModel>(),
  configuration: given<Configuration>(),
  sets: state<readonly ChangeSummary[]>(() => []),
  /** The designs that nobody published yet. */
  designs: state<readonly DesignHead[]>(() => []),
}) {
  static override styles = [shared, lined];

  override connectedCallback(): void {
    super.connectedCallback();
    session.api.call('GET /api/changesets', { query: { limit: 50 } }).then(
      ({ items }) => {
        this.sets = items.filter(({ state }) => state !== 'published' && state !== 'discarded');
      },
      // A person who sees no change sets has none to choose.
      () => {},
    );
    if (mayDesign()) void this.#findDesigns();
  }

  async #findDesigns(): Promise<void> {
    const found = await session.api.call('GET /api/design/drafts').catch(() => null);
    this.designs = (found?.items ?? []).filter(
      ({ state: one }) => one !== 'published' && one !== 'discarded',
    );
  }

  #tell(said: Partial<Configuration>): void {
    this.emit('configuration', { ...this.configuration, ...said });
  }

  override render() {
    const { about, configuration } = this;
    const moment = (detail: Json) => (typeof detail === 'string' ? detail : null);
    return html`
      <gj-fact-field class="shrinks" .form=${about} .field=${at} .value=${configuration.at}
        @fact=${({ detail }: CustomEvent<Json>) => this.#tell({ at: moment(detail) })}></gj-fact-field>
      ${
        isTrial(configuration)
          ? nothing
          : html`<gj-fact-field class="shrinks" .form=${about} .field=${asOf} .value=${configuration.asOf}
              @fact=${({ detail }: CustomEvent<Json>) => this.#tell({ asOf: moment(detail) })}></gj-fact-field>`
      }
      ${configuration.asOf === null ? this.#unpublished(configuration) : nothing}
      ${this.#tried()}`;
  }

  #unpublished({ changeSet, design }: Configuration) {
    const sets = this.sets.map(({ id, number, name }) => ({
      id,
      text: [number, name].filter(Boolean).join(' '),
    }));
    const unnamed = msg('未命名的设计', { id: 'change-design-unnamed' });
    const designs = this.designs.map(({ id, name }) => ({ id, text: name || unnamed }));
    return html`${this.#choice(msg('假设这个变更集已发布', { id: 'lab-change-set' }), sets, changeSet, (id) =>
      this.#tell({ changeSet: id }),
    )}${this.#choice(msg('假设这个设计已发布', { id: 'lab-design' }), designs, design, (id) =>
      this.#tell({ design: id }),
    )}`;
  }

  #choice(
    label: string,
    items: readonly Choice[],
    value: string | null,
    choose: (id: string | null) => void,
  ) {
    if (items.length === 0) return nothing;
    return html`<div><div class="below-half small muted" aria-hidden="true">${label}</div>
      <vaadin-combo-box class="fills" autoselect .accessibleName=${label} clear-button-visible item-value-path="id"
        item-label-path="text" @keydown=${pickKeys} .items=${items} .value=${value ?? ''} @change=${(
          event: Event,
        ) => {
          event.stopPropagation();
          choose((event.currentTarget as ComboBox).value || null);
        }}></vaadin-combo-box></div>`;
  }

  #tried() {
    const tried = Object.entries(this.configuration.records).flatMap(([form, records]) =>
      records.map((record) => ({ form, record })),
    );
    if (tried.length === 0) return nothing;
    return html`<div><div class="below-half small muted">${msg('正在试用的配置', { id: 'lab-tried' })}</div>
      <ul>${tried.map(({ form, record }) => {
        const name = `${say(session.form(form)?.recordLabel)} ${String(record['number'] ?? '')}`.trim();
        return html`<li class="across"><span class="grows">${name}</span><button class="plain square"
          aria-label=${msg(str`不再试用 ${name}`, { id: 'lab-try-no-more' })}
          @click=${() =>
            this.#tell({
              records: without(this.configuration.records, form, record),
            })}>${icon('close', 12)}</button></li>`;
      })}</ul></div>`;
  }
}

function without(
  records: Configuration['records'],
  form: string,
  record: JsonObject,
): Configuration['records'] {
  const left = (records[form] ?? []).filter((one) => one !== record);
  const { [form]: _, ...others } = records;
  return left.length === 0 ? others : { ...others, [form]: left };
}

customElements.define('gj-lab-configuration', GjLabConfiguration);
