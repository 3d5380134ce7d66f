import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import { marked } from '../../fields/marked.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { nearestFirst } from './nearest-first.ts';
import { type Station, stationsOf } from './stations.ts';

/** Milliseconds between two looks while something is being issued. */
const pause = 1500;
/** Records of a station that are drawn before somebody asks for more. */
const few = 3;
const statusOf = { application: 'applyStatus', pending: 'issueStatus', invoice: 'invoiceStatus' } as const;

interface Way {
  readonly stations: readonly Station[];
  readonly models: ReadonlyMap<string, FormModel>;
}

async function readWay(form: string, record: ListedRecord): Promise<Way> {
  const stations = await stationsOf(form, record);
  const names = new Set(stations.map((one) => one.form));
  const models = await Promise.all([...names].map(async (name) => [name, await forms.get(name)] as const));
  return { stations, models: new Map(models) };
}

function isIssuing({ records }: Station): boolean {
  return records.some(({ issueStatus }) => issueStatus === 'issuing');
}

/**
 * The way of a document as a line of stations, each of its records a link: from the application to what was reversed.
 */
export class GjDeskStations extends withProperties(GjElement, {
  /** Name of the form. */
  form: text(),
  record: given<ListedRecord>(),
  whole: state<ReadonlySet<string>>(() => new Set()),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      ol {
        border: var(--gj-edge);
        border-radius: var(--gj-radius-l);
      }
      ol > li {
        flex: 1 1 var(--gj-size-180);
        min-width: var(--gj-size-180);
        padding: var(--gj-2) var(--gj-4) var(--gj-2) var(--gj-3);
      }
      .next {
        inset: var(--gj-2h) var(--gj-1) auto auto;
      }
      /* One below the other: the way goes down. */
      @container (max-width: 480px) {
        ol > li {
          flex-basis: 100%;
        }
        ol > li + li {
          border-block-start: var(--gj-edge);
        }
        .next {
          inset: auto var(--gj-4) calc(-1 * var(--gj-2)) auto;
          rotate: 90deg;
        }
      }
    `,
  ];

  readonly #way = new Loading<Way, [form: string, id: string]>(this, {
    key: () => [this.form, this.record.id],
    load: () => readWay(this.form, this.record),
    again: (way) => (way?.stations.some(isIssuing) ? pause : undefined),
  });

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('record');
    const isSame = before?.id === this.record.id && !changed.has('form');
    if (isSame && before.revision !== this.record.revision) void this.#way.load();
  }

  get #stations(): readonly Station[] {
    return this.#way.value?.stations ?? [];
  }

  override render() {
    const { failure } = this.#way;
    if (failure !== null) return failureLine(failure, () => this.#way.load());
    const stations = this.#stations;
    // A document alone is on no way yet.
    if (stations.flatMap(({ records }) => records).length < 2) return nothing;
    return html`<nav aria-label=${msg('单据流转', { id: 'desk-stations' })}><ol class="flex wraps surface">${stations.map(
      (station, at) => html`<li class="relative"><h3 class="small muted regular">${stationName(station)}</h3>
        <ul>${this.#shown(station).map(
          (record) => html`<li class="flex wraps centred gap-half-2">${this.#record(station, record)}</li>`,
        )}</ul>
        ${this.#more(station)}
        ${at < stations.length - 1 ? html`<span class="next absolute muted surface">${icon('right', 12)}</span>` : nothing}</li>`,
    )}</ol></nav>`;
  }

  /** The one that one looks at is among those that are shown, and what concerns it. */
  #shown({ key, records }: Station): readonly ListedRecord[] {
    if (this.whole.has(key)) return records;
    const among = this.#stations.flatMap((one) => one.records);
    return nearestFirst(records, { of: this.record, among }).slice(0, few);
  }

  #more({ key, records }: Station): TemplateResult | typeof nothing {
    if (records.length <= few || this.whole.has(key)) return nothing;
    return html`<button class="small low-as-text unpadded in-accent groundless borderless" @click=${() => {
      this.whole = new Set([...this.whole, key]);
    }}>${plural(msg(str`还有 ${records.length - few} 张`, { id: 'desk-more-invoices' }))}</button>`;
  }

  #record({ key, form }: Station, record: ListedRecord): TemplateResult {
    const { number, gross } = record;
    const isHere = record.id === this.record.id;
    const kind = key === 'red-pending' ? 'pending' : key === 'red' ? 'invoice' : key;
    const status = this.#way.value?.models.get(form)?.byName.get(statusOf[kind]);
    return html`<a class=${isHere ? 'in-text bold' : ''} href="/forms/${form}/${record.id}"
        aria-current=${isHere ? 'page' : nothing}>${String(number ?? '')}</a>
      ${status ? marked(record[status.name] ?? null, status) : nothing}
      ${typeof gross === 'string' ? html`<span class="muted">${grouped(gross, 2)}</span>` : nothing}`;
  }
}

function stationName({ key }: Station): string {
  switch (key) {
    case 'application':
      return msg('开票申请单', { id: 'desk-application' });
    case 'pending':
      return msg('待开发票', { id: 'desk-pending' });
    case 'invoice':
      return msg('发票', { id: 'desk-invoice' });
    case 'red-pending':
      return msg('待开红字发票', { id: 'desk-red-pending' });
    case 'red':
      return msg('红字发票', { id: 'desk-red-invoice' });
  }
}

customElements.define('gj-desk-stations', GjDeskStations);
