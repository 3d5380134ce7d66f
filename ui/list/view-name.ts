import { msg } from '@lit/localize';
import { html, type LitElement, nothing } from 'lit';
import type { SavedView } from '../../metadata/contract/own/calls.ts';
import { openForm } from '../kit/dialog/form-dialog.ts';

type NamedView = Pick<SavedView, 'name' | 'shared' | 'preferred'>;

/** Asks for the name of a list that is to be kept, or for another name of one that is. */
export function askViewName(
  host: LitElement,
  view: SavedView | undefined,
  send: (named: NamedView) => Promise<unknown>,
): Promise<boolean> {
  const isNew = view === undefined;
  return openForm(host, {
    label: isNew ? msg('保存视图', { id: 'save-view' }) : msg('重命名视图', { id: 'rename-view' }),
    fields: {
      name: { label: msg('名称', { id: 'name' }), required: true, most: 100, start: view?.name ?? '' },
      preferred: {
        kind: 'check',
        label: msg('打开列表时默认使用', { id: 'view-preferred' }),
        when: () => isNew,
      },
      shared: {
        kind: 'check',
        label: msg('共享给所有能看此列表的人', { id: 'view-shared' }),
        when: () => isNew,
      },
    },
    after: () =>
      isNew
        ? html`<p class="small muted">${msg('保存当前的筛选、排序、列和显示方式（看板、日历、图表等）。', { id: 'view-keeps' })}</p>`
        : nothing,
    act: msg('保存', { id: 'save' }),
    send,
  });
}
