import { afterEach, expect, it, vi } from 'vitest';
import { forms } from '../../model/forms.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { session } from '../../session/session.ts';
import { storyBefore } from './story-before.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const label = (text: string) => ({ zh: text, en: text });
const records: Readonly<Record<string, object>> = {
  'invoice-application/a1': { number: 'A1', createdAt: '2026-03-01T08:00:00Z', createdBy: { name: '周敏' } },
  'pending-invoice/p1': { number: 'P1', createdAt: '2026-03-02T08:00:00Z', createdBy: { name: '吴倩' } },
};
const version = (operation: string, at: string, name: string, reason: string | null = null) => ({
  ...{ operation, at: `${at}T09:00:00Z`, actor: { name }, reason },
});
const versions: Readonly<Record<string, readonly object[]>> = {
  'invoice-application/a1': [
    version('close', '2026-03-09', '周敏'),
    version('approve', '2026-03-01', '吴倩', '核对过合同'),
    version('update', '2026-03-01', '周敏'),
    version('submit', '2026-03-01', '周敏'),
    version('create', '2026-03-01', '周敏'),
  ],
  'pending-invoice/p1': [version('create', '2026-03-02', '吴倩')],
};

/** What is told of an invoice to somebody who may do this with the documents before it. */
async function storyTo(of: string, rights: Readonly<Record<string, readonly string[]>>) {
  vi.spyOn(session, 'formById').mockImplementation(
    ((id: string) => rights[id] && { name: id, actions: rights[id] }) as never,
  );
  const actions = [
    { name: 'submit', label: label('提交') },
    { name: 'approve', label: label('审核'), done: label('已审核') },
    { name: 'close', label: label('关闭') },
  ];
  vi.spyOn(forms, 'get').mockResolvedValue({ actions } as never);
  vi.spyOn(session.api, 'call').mockImplementation(((
    call: string,
    { path: { form, id } }: { path: { form: string; id: string } },
  ) =>
    Promise.resolve(
      call.endsWith('/history') ? { items: versions[`${form}/${id}`] } : records[`${form}/${id}`],
    )) as never);
  const base = {
    ...{ id: 'i', createdAt: '2026-03-03T08:00:00Z' },
    ...{ application: { id: 'a1' }, pendingInvoice: { id: 'p1' } },
  };
  const story = await storyBefore({ base, form: { id: of } } as unknown as RecordEditor);
  return story.map(({ at, text, by, note = '', links = [] }) =>
    [at.slice(5, 10), text, by, note, ...links.map(({ href }) => href)].join(' '),
  );
}

const all = ['read', 'history'];
const asked = '03-01 新建开票申请 周敏  /forms/invoice-application/a1';
const split = '03-02 拆分出待开发票 吴倩  /forms/pending-invoice/p1';
const done = [
  '03-01 已审核 吴倩 核对过合同 /forms/invoice-application/a1',
  '03-01 提交 周敏  /forms/invoice-application/a1',
];

it.each([
  ['an invoice', 'invoice', { 'invoice-application': all, 'pending-invoice': all }, [...done, asked, split]],
  [
    'a pending invoice',
    'pending-invoice',
    { 'invoice-application': all, 'pending-invoice': all },
    [...done, asked],
  ],
  ['an application', 'invoice-application', { 'invoice-application': all }, []],
  ['an invoice, to who may not read versions', 'invoice', { 'invoice-application': ['read'] }, [asked]],
  ['an invoice, to who may not read applications', 'invoice', { 'pending-invoice': all }, [split]],
] as const)('a story tells what came before %s', async (_, of, rights, story) => {
  expect(await storyTo(of, rights)).toEqual(story);
});
