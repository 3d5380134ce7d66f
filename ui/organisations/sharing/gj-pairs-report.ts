import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { PairAnswer, PairOutcome } from '../../../rules/sharing/contract.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { called, calledFully, outcomeWord } from './sharing-words.ts';
import '../../kit/dialog/gj-dialog.ts';
import './gj-sharing-table.ts';
import type { SharingColumn } from './gj-sharing-table.ts';

type Line = PairAnswer & { readonly id: string; readonly pickable: boolean };
const order: readonly PairOutcome[] = ['refused', 'assigned', 'withdrawn', 'already', 'absent'];

/** The outcome for each record and organisation, refusals first with the reason. Tells `closed`. */
export class GjPairsReport extends withProperties(GjElement, {
  /** Name of the form. */
  form: text(),
  pairs: given<readonly PairAnswer[]>(() => []),
  label: text(),
  only: state<PairOutcome | null>(null),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      gj-sharing-table {
        height: min(var(--gj-size-420), 50vh);
      }
    `,
  ];

  get #columns(): readonly SharingColumn<Line>[] {
    return [
      {
        label: msg('数据', { id: 'sharing-record' }),
        width: '2fr',
        show: ({ record }) => this.#record(record),
      },
      { label: msg('组织', { id: 'organisation' }), width: '2fr', show: ({ org }) => calledFully(org) },
      {
        label: msg('结果', { id: 'outcome' }),
        width: '84px',
        show: ({ outcome }) =>
          html`<span class="badge ${
            outcome === 'refused' ? 'error' : outcome === 'already' || outcome === 'absent' ? '' : 'ok'
          }">${outcomeWord(outcome)}</span>`,
      },
      {
        label: msg('说明', { id: 'sharing-reason' }),
        width: '4fr',
        show: ({ message = '', cascade, other }) =>
          other?.id
            ? html`<a href="/forms/${this.form}/${other.id}" title=${message}>${message}</a>`
            : message || (cascade ? msg('随上级一并取消', { id: 'sharing-cascaded' }) : nothing),
      },
    ];
  }

  #record(record: PairAnswer['record']): TemplateResult {
    if (record.id === null) return calledFully(record);
    return html`<a href="/forms/${this.form}/${record.id}" title=${called(record)}>${calledFully(record)}</a>`;
  }

  override render() {
    const lines = order
      .flatMap((outcome) => this.pairs.filter((one) => one.outcome === outcome))
      .map((one, index) => ({ ...one, id: String(index), pickable: false }))
      .filter(({ outcome }) => this.only === null || outcome === this.only);
    return html`<gj-dialog wide label=${this.label} leaving=${msg('关闭', { id: 'close' })}>
      <div class="chips below-3" role="group"
          aria-label=${msg('结果', { id: 'outcome' })}>${order.map((outcome) => this.#count(outcome))}</div>
      <gj-sharing-table class="edged rounded" .rows=${lines} .columns=${this.#columns} label=${this.label}></gj-sharing-table>
    </gj-dialog>`;
  }

  #count(outcome: PairOutcome): TemplateResult | typeof nothing {
    const count = this.pairs.filter((one) => one.outcome === outcome).length;
    if (count === 0) return nothing;
    const word = outcomeWord(outcome);
    return html`<button aria-pressed=${this.only === outcome} @click=${() => {
      this.only = this.only === outcome ? null : outcome;
    }}><span class=${outcome === 'refused' ? 'problem' : ''}>${msg(str`${word} ${count}`, {
      id: 'sharing-outcome-count',
    })}</span></button>`;
  }
}
customElements.define('gj-pairs-report', GjPairsReport);
