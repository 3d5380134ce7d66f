import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { byText } from '../../kit/table/row-order.ts';
import { byDecimal, summed } from '../../kit/table/summed.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { plural } from '../../session/i18n.ts';
import { lined } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { channelPlaces } from './channel-places.ts';
import { type IssueState, readStates, stationForms } from './desk-data.ts';

/** Milliseconds between two looks at what is on its way. */
const pause = 700;
/** Of more than that, those that failed come first. */
const many = 200;

/**
 * The states of pending invoices, followed for as long as one is on its way. Tells `states` with all of them whenever
 * they were read again.
 */
export class GjDeskProgress extends withProperties(GjElement, {
  /** Ids of pending invoices, in their order. */
  ids: given<readonly string[]>(() => []),
  /** Another one: they were sent anew. */
  turn: given(0),
}) {
  static override styles = [shared, lined];

  readonly #states = new Loading<readonly IssueState[], [ids: readonly string[], turn: number]>(this, {
    key: () => [this.ids, this.turn],
    load: ([ids]) => readStates(ids),
    keeps: true,
    again: (states) => ((states?.some(isUnderWay) ?? true) ? pause : undefined),
    loaded: (states) => this.emit('states', states),
  });

  override render() {
    const { value: states, failure } = this.#states;
    if (!states) return failure === null ? html`<div aria-busy="true"></div>` : html`${failureLine(failure)}`;
    const count = (status: IssueState['issueStatus']) =>
      states.filter(({ issueStatus }) => issueStatus === status).length;
    const [issued, failed, waiting] = [count('issued'), count('failed'), count('pending')];
    const all = states.length;
    return html`<div class="flex wraps centred gap-1-4" role="status">
        <span>${plural(msg(str`已开 ${issued} / ${all} 张`, { id: 'desk-issued-of' }))}</span>
        ${failed > 0 ? html`<span class="stops">${msg(str`失败 ${failed}`, { id: 'desk-failed-count' })}</span>` : nothing}
        ${waiting > 0 ? html`<span class="muted">${msg(str`未开 ${waiting}`, { id: 'desk-waiting-count' })}</span>` : nothing}
      </div>
      <progress class="fills" max=${all} value=${issued + failed} aria-label=${msg('开票进度', { id: 'desk-progress' })}></progress>
      ${failureLine(failure)}
      ${table({
        caption: msg('每张的结果', { id: 'desk-results' }),
        columns: this.#columns(),
        rows: failedFirst(states),
        key: ({ id }) => id,
        frame: 'half-high framed',
      })}`;
  }

  #columns(): readonly Column<IssueState>[] {
    return [
      {
        label: msg('待开发票', { id: 'desk-pending' }),
        role: 'name',
        room: 'tight',
        href: ({ id }) => `/forms/${stationForms.pending}/${id}`,
        cell: ({ number }) => number,
        order: byText(({ number }) => number),
      },
      {
        label: msg('购方', { id: 'desk-buyer' }),
        look: 'ellipsis',
        title: ({ buyerName }) => buyerName ?? undefined,
        cell: ({ buyerName }) => buyerName ?? '',
        order: byText(({ buyerName }) => buyerName),
      },
      {
        label: msg('价税合计', { id: 'desk-gross' }),
        align: 'end',
        cell: ({ gross }) => (gross === null ? '' : grouped(gross, 2)),
        order: byDecimal(({ gross }) => gross),
        sum: summed(
          ({ gross }) => gross,
          (total) => grouped(total, 2),
        ),
      },
      {
        label: msg('结果', { id: 'desk-result' }),
        room: 'grow',
        cell: resultOf,
        order: byText(({ issueStatus }) => issueStatus),
      },
    ];
  }
}

export function isUnderWay({ issueStatus }: IssueState): boolean {
  return issueStatus === 'issuing';
}

function failedFirst(states: readonly IssueState[]): readonly IssueState[] {
  const [failed, others] = [
    states.filter(({ issueStatus }) => issueStatus === 'failed'),
    states.filter(({ issueStatus }) => issueStatus !== 'failed'),
  ];
  return states.length > many ? [...failed, ...others] : states;
}

function resultOf({
  issueStatus,
  failure,
  failureCode,
  invoice,
  notBefore,
  simulated,
}: IssueState): TemplateResult {
  switch (issueStatus) {
    case 'issued':
      return html`<span class="badge ok"><span class="dot"></span>${msg('已开', { id: 'desk-issued' })}</span>
        ${simulated ? html`<span class="badge quiet">${msg('模拟通道', { id: 'desk-simulated' })}</span>` : nothing}
        ${
          invoice
            ? html`<a href="/forms/${stationForms.invoice}/${invoice.id}">${invoice.number ?? ''}</a>
                <a href="/api/issuing/invoices/${invoice.id}/face" target="_blank" rel="noopener"
                  aria-label=${msg(str`${invoice.number ?? ''} 的版式`, { id: 'desk-face-of' })}>${icon('file', 14)}</a>`
            : nothing
        }`;
    case 'failed':
      return html`<span class="badge error"><span class="dot"></span>${msg('失败', { id: 'desk-failed' })}</span>
        <span class="small in-error many-lines">${failure ?? ''}
          ${failureCode === 'channel-not-configured' ? channelPlaces() : nothing}</span>`;
    case 'pending':
      return html`<span class="badge quiet">${msg('待开', { id: 'desk-waiting' })}</span>`;
    case 'issuing':
      return html`<span class="badge accent"><span class="dot"></span>${
        notBefore === null
          ? msg('开票中', { id: 'desk-issuing' })
          : msg(str`${moment(notBefore)} 起开票`, { id: 'desk-not-before' })
      }</span>`;
  }
}

customElements.define('gj-desk-progress', GjDeskProgress);
