import type { Label } from '../../../metadata/common/label.ts';
import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import type { TrailActions } from '../../../metadata/trail-actions.ts';
import { toLocal } from '../../../rules/calendar.ts';
import type { SheetTable } from '../../work/sheets/table/table-file.ts';
import { knownActions, type TrailReader } from './trail-entry.ts';
import { shownTrail, type TrailAsked } from './trail-shown.ts';

interface TrailColumn {
  readonly label: Label;
  readonly width: number;
  read(entry: TrailEntry): string | null | undefined;
}

export const trailLabel: Label = { zh: '审计记录', en: 'Audit trail' };
const pageSize = 100;
const wholeSystem: Label = { zh: '全系统', en: 'Whole system' };

/** The trail in words, newest first; moments are those of the organisation's zone. */
export function trailTable(reader: TrailReader, asked: TrailAsked, zone: string): SheetTable {
  const columns = columnsOf(reader, zone);
  return {
    label: trailLabel,
    columns,
    async *rows() {
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await shownTrail(reader, { ...asked, limit: pageSize, ...(cursor && { cursor }) });
        yield page.items.map((entry) => columns.map(({ read }) => read(entry) || null));
        cursor = page.next;
      }
    },
  };
}

function columnsOf(reader: TrailReader, zone: string): readonly TrailColumn[] {
  const { served, language } = reader.call;
  const known = knownActions(reader);
  const formOf = ({ form }: TrailEntry) => served.model.forms.get(form ?? '');
  return [
    {
      label: { zh: '时间', en: 'When' },
      width: 24,
      read: ({ at }) => {
        const { date, time } = toLocal(at, zone);
        return `${date} ${time}`;
      },
    },
    { label: { zh: '用户编号', en: 'User' }, width: 16, read: ({ actor }) => actor?.number },
    { label: { zh: '用户', en: 'User name' }, width: 16, read: ({ actor }) => actor?.name },
    {
      label: { zh: '操作', en: 'Action' },
      width: 18,
      read: (entry) =>
        actionSaid(entry, { known, own: formOf(entry)?.actions ?? [] })?.[language] ?? entry.action,
    },
    {
      label: { zh: '表单', en: 'Form' },
      width: 20,
      read: (entry) => formOf(entry)?.label[language] ?? entry.form,
    },
    { label: { zh: '编号', en: 'Number' }, width: 20, read: ({ record }) => record?.number },
    {
      label: { zh: '对象', en: 'What' },
      width: 32,
      read: ({ record, target, parameter }) =>
        parameter?.label?.[language] ?? (record ? record.name : target),
    },
    {
      label: { zh: '组织', en: 'Organisation' },
      width: 24,
      read: ({ org, parameter }) =>
        parameter ? (parameter.org?.name ?? wholeSystem[language]) : (org?.name ?? org?.number),
    },
    { label: { zh: '原因', en: 'Reason' }, width: 32, read: ({ reason }) => reason },
    {
      label: { zh: '详情（JSON）', en: 'Details (JSON)' },
      width: 40,
      read: ({ detail, parameter }) => {
        const known = parameter ?? detail;
        return known ? JSON.stringify(known) : null;
      },
    },
    {
      label: { zh: '数据版本', en: 'Revision' },
      width: 12,
      read: ({ revision }) => (revision === undefined ? null : String(revision)),
    },
  ];
}

function actionSaid(
  { action }: TrailEntry,
  { known, own }: { readonly known: TrailActions; readonly own: Form['actions'] },
): Label | undefined {
  return known[action]?.name ?? own.find(({ name }) => name === action)?.label;
}
