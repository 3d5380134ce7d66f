import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { isObject, type Json } from '../../metadata/common/json.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

export interface OtherPlace {
  readonly path: string;
  readonly expected: Json;
  readonly actual: Json;
}

const pending = 'pending-invoice';

/** Where a case comes to something else than it expects: place by place, in the words of the invoices that are planned. */
export class GjOtherPlaces extends withProperties(GjElement, {
  places: given<readonly OtherPlace[]>(() => []),
  about: state<FormModel | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      :is(th, td) {
        padding: 3px 12px 3px 0;
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      th {
        font-weight: 400;
        color: var(--gj-muted);
      }
    `,
  ];

  protected override firstUpdated(): void {
    if (!session.form(pending)) return;
    forms.get(pending).then(
      (form) => {
        this.about = form;
      },
      // Who may not see the form reads the names of its fields.
      () => {},
    );
  }

  override render() {
    return html`<table><thead><tr><th>${msg('哪里', { id: 'case-where' })}</th><th>${msg('期望', { id: 'case-expected' })}</th>
      <th>${msg('得到', { id: 'case-actual' })}</th></tr></thead>
      <tbody>${this.places.map(
        ({ path, expected, actual }) =>
          html`<tr><td>${placeWords(path, this.about)}</td><td>${words(expected)}</td><td>${words(actual)}</td></tr>`,
      )}</tbody></table>`;
  }
}

/** `/pendingInvoices/0/lines/1/amount` for people. */
function placeWords(path: string, about: FormModel | null): string {
  const [, first, invoice, second, line, member] = path.split('/');
  if (first === 'held') return msg('等待的申请单', { id: 'case-held' });
  if (first === 'stopped') return msg('未通过的申请单', { id: 'case-stopped' });
  if (first === undefined) return msg('规则', { id: 'case-winner' });
  if (first !== 'pendingInvoices' || invoice === undefined) return path;
  const nth = msg(str`发票 ${Number(invoice) + 1}`, { id: 'case-invoice' });
  if (second === undefined) return nth;
  if (second !== 'lines' || line === undefined) return `${nth} · ${labelOf(about, second)}`;
  const row = msg(str`第 ${Number(line) + 1} 行`, { id: 'case-line' });
  const lines = about?.byName.get('lines')?.rows ?? null;
  return [nth, row, ...(member === undefined ? [] : [labelOf(lines, member)])].join(' · ');
}

function labelOf(shape: Pick<FormModel, 'byName'> | null, member: string): string {
  return say(shape?.byName.get(member)?.label) || member;
}

function words(value: Json): string {
  if (value === null || value === '') return '—';
  if (isObject(value) && typeof value['number'] === 'string') return value['number'];
  return typeof value === 'object' ? msg('（整张）', { id: 'case-all-of-it' }) : String(value);
}

customElements.define('gj-other-places', GjOtherPlaces);
