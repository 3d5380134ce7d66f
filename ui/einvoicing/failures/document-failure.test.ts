import { expect, it } from 'vitest';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { documentFailure } from './document-failure.ts';

const saidOf = (id: string, base: Readonly<Record<string, string>>) =>
  documentFailure({ base, form: { id, byId: new Map() } } as unknown as RecordEditor)?.text;

it.each<readonly [what: string, form: string, record: Readonly<Record<string, string>>, said?: string]>([
  [
    'a pending invoice that failed says so',
    'pending-invoice',
    { issueStatus: 'failed', billStatus: 'normal' },
    '开票失败',
  ],
  ['one on hold as well', 'pending-invoice', { issueStatus: 'failed', billStatus: 'held' }, '开票失败'],
  [
    'one that was issued since says nothing',
    'pending-invoice',
    { issueStatus: 'issued', billStatus: 'normal' },
  ],
  ['nor one that was voided', 'pending-invoice', { issueStatus: 'failed', billStatus: 'voided' }],
  [
    'an invoice that could not be voided says so',
    'invoice',
    { voidState: 'failed', invoiceStatus: 'normal' },
    '作废失败',
  ],
  ['one that was voided since says nothing', 'invoice', { voidState: 'done', invoiceStatus: 'void' }],
  ['nor one that was reversed instead', 'invoice', { voidState: 'failed', invoiceStatus: 'red' }],
  ['nor one of which a part was', 'invoice', { voidState: 'failed', invoiceStatus: 'partly-red' }],
])('%s', (_, form, record, said) => {
  expect(saidOf(form, record)).toBe(said);
});
