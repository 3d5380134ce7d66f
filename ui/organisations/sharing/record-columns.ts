import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Holdable, Usable } from '../../../rules/sharing/contract.ts';
import type { FormModel } from '../../model/form-model.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { nameless } from '../../session/i18n.ts';
import type { SharingColumn, SharingRow } from './gj-sharing-table.ts';
import { called, calledFully, copyMark, howBadge } from './sharing-words.ts';

/** Number and name of a record, with the way to it. */
export function recordColumns(form: FormModel): readonly SharingColumn<Holdable & SharingRow>[] {
  const two = form.number !== undefined && form.title !== undefined && form.number !== form.title;
  const link = (text: string | null, id: string) =>
    html`<a href="/forms/${form.name}/${id}" tabindex="-1" title=${text ?? nameless()}>${text ?? nameless()}</a>`;
  return [
    {
      label: msg('编码', { id: 'number' }),
      width: two ? 'minmax(92px, 1.2fr)' : '2fr',
      show: ({ record, id }) => link(record.number ?? record.name, id),
    },
    ...(two
      ? [
          {
            label: msg('名称', { id: 'name' }),
            width: '3fr',
            show: ({ record, enabled }: Holdable) =>
              html`<span title=${record.name ?? ''}>${record.name}</span>${
                enabled ? nothing : html` <span class="badge">${msg('禁用', { id: 'disabled' })}</span>`
              }`,
          },
        ]
      : []),
  ];
}

/** The same where there is little room, and a click picks. */
export function recordColumn(): SharingColumn<Holdable & SharingRow> {
  return {
    label: msg('数据', { id: 'sharing-record' }),
    width: '2fr',
    show: ({ record }) => calledFully(record),
  };
}

/** Answers the columns that tell why an organisation uses a record, and through whom. */
export function howColumns(): readonly SharingColumn<Usable & SharingRow>[] {
  return [
    {
      label: msg('方式', { id: 'sharing-how' }),
      width: '92px',
      show: ({ how }) => howBadge(how),
    },
    {
      label: msg('经由', { id: 'sharing-through' }),
      width: '2fr',
      show: (row) =>
        html`${row.by ? html`<span title=${called(row.by)}>${called(row.by)}</span>` : nothing} ${copyMark(row)}`,
    },
  ];
}

export function creatorColumn(): SharingColumn<Holdable & SharingRow> {
  return {
    label: msg('创建组织', { id: 'sharing-how-own' }),
    width: '2fr',
    show: ({ creator }) => calledFully(creator),
  };
}

export function sharingColumn(): SharingColumn<Holdable & SharingRow> {
  return {
    label: msg('管控策略', { id: 'sharing-strategy' }),
    width: '110px',
    show: ({ sharing }) => sharingLabel(sharing),
  };
}
