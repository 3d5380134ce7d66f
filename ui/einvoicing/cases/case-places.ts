import { msg, str } from '@lit/localize';
import type { CasePlaces } from '../../condition/facts/case-places.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';

/** Places of what is planned, in the words of pending invoices: `/pendingInvoices/0/lines/1/amount`. */
export const casePlaces: CasePlaces = {
  form: 'pending-invoice',
  words: ([first, invoice, second, line, member], about) => {
    if (first === 'held') return msg('等待的申请单', { id: 'case-held' });
    if (first === 'stopped') return msg('未通过的申请单', { id: 'case-stopped' });
    if (first !== 'pendingInvoices' || invoice === undefined) return undefined;
    const nth = msg(str`发票 ${Number(invoice) + 1}`, { id: 'case-invoice' });
    if (second === undefined) return nth;
    if (second !== 'lines' || line === undefined) return `${nth} · ${labelOf(about, second)}`;
    const row = msg(str`第 ${Number(line) + 1} 行`, { id: 'case-line' });
    const lines = about?.byName.get('lines')?.rows ?? null;
    return [nth, row, ...(member === undefined ? [] : [labelOf(lines, member)])].join(' · ');
  },
};

function labelOf(shape: Pick<FormModel, 'byName'> | null, member: string): string {
  return say(shape?.byName.get(member)?.label) || member;
}
