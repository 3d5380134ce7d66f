import { msg } from '@lit/localize';
import type { SavedView } from '../../../metadata/contract/own/calls.ts';
import { holdsFiles } from '../../../metadata/kinds/common/file-value.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import type { FormModel } from '../../model/form-model.ts';
import { printLack } from '../../model/print-lack.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { canBeAssigned } from '../../organisations/sharing/can-be-assigned.ts';
import { ownOrder } from '../../record/form/own-order.ts';
import { rulesAbout } from '../../session/handed-documents.ts';
import { say } from '../../session/i18n.ts';
import { recordLinks } from '../../session/record-links.ts';
import { editableFields } from './editable-fields.ts';
import type { ListData } from './list-data.ts';
import { type ListDomain, listLinks } from './list-domain.ts';
import type { Seen } from './saved-views.ts';

export type ViewAction = 'replace' | 'rename' | 'share' | 'unshare' | 'prefer' | 'unprefer' | 'remove';

/** An action on a saved view, or on the state that is shown. */
export interface KeepAction {
  readonly action: ViewAction | 'save';
  readonly view?: SavedView;
}

/** Keeps states of a list under names, as saved views. */
export class ListKeeping {
  readonly #data: ListData;

  constructor(data: ListData) {
    this.#data = data;
  }

  /** Answers what takes it back, where that is not said by another action. */
  async change(
    view: SavedView,
    action: Exclude<ViewAction, 'rename'>,
  ): Promise<(() => Promise<void>) | undefined> {
    const { views } = this.#data;
    if (!views) return undefined;
    if (action === 'remove') return this.#remove(view);
    if (action === 'replace') await views.replace(view, this.#seen);
    else if (action === 'share' || action === 'unshare')
      await views.change(view, { shared: action === 'share' });
    else await views.change(view, { preferred: action === 'prefer' });
    this.#data.clean();
    return undefined;
  }

  /** `view`: the one that gets the name. Undefined: what is shown now becomes one, and is shown under it. */
  async name(
    view: SavedView | undefined,
    { name, shared, preferred }: Pick<SavedView, 'name' | 'shared' | 'preferred'>,
  ): Promise<void> {
    const { views } = this.#data;
    if (!views) return;
    if (view) await views.change(view, { name });
    else await this.#data.show(await views.create(name, shared, preferred, this.#seen));
  }

  get #seen(): Seen {
    const { state, columns } = this.#data;
    return { state, columns };
  }

  async #remove(view: SavedView): Promise<(() => Promise<void>) | undefined> {
    const { views } = this.#data;
    const seen = await views?.read(view);
    if (!views || !seen) return undefined;
    await views.remove(view);
    this.#data.change({ saved: null });
    return async () => {
      const { name, shared, preferred } = view;
      const made = await views.create(name, shared, preferred, seen);
      if (this.#data.views === views) await this.#data.show(made);
    };
  }
}

/** Answers the actions on one record of a list, as far as one may them anywhere; the server judges each. */
export function rowItems(
  form: FormModel,
  record: ListedRecord,
  domains: readonly ListDomain[],
): readonly MenuItem[] {
  const { can } = form;
  const here = `/forms/${form.name}/${record.id}`;
  const enabled = record['enabled'] !== false;
  const action = enabled ? 'disable' : 'enable';
  const links = recordLinks(form.id, record.id);
  const items: (MenuItem | false)[] = [
    { key: 'open', text: msg('打开', { id: 'open' }), icon: 'edit', href: here },
    can.has('create') &&
      can.has('copy') && {
        key: 'copy',
        text: msg('复制', { id: 'copy' }),
        icon: 'copy' as const,
        href: `/forms/${form.name}/new?copy=${record.id}`,
      },
    ...links.map(({ text, address }) => ({ key: address, text, icon: 'link' as const, href: address })),
    can.has(action) && {
      key: action,
      text: enabled ? msg('禁用', { id: 'disable' }) : msg('启用', { id: 'enable' }),
      icon: enabled ? ('lock' as const) : ('check' as const),
    },
    ...declaredItems(form, false),
    assignable(form) && { key: 'assign', text: msg('分配…', { id: 'assign-to' }), icon: 'assign' },
    can.has('history') && {
      key: 'history',
      text: msg('历史', { id: 'history' }),
      icon: 'history' as const,
      href: `${here}?show=history`,
    },
    Boolean(form.match) &&
      can.has('match') && {
        key: 'match',
        text: msg('匹配测试', { id: 'match-tester' }),
        icon: 'match' as const,
        href: `/match/${form.name}?rule=${record.id}`,
      },
    ...listLinks(domains, form).map(({ item, address }) => ({ ...item(), href: address(record) })),
    can.has('delete') && {
      key: 'delete',
      text: msg('删除', { id: 'delete' }),
      icon: 'trash' as const,
      danger: true,
      apart: true,
    },
  ];
  return items.filter((item) => item !== false);
}

/** Answers the actions on all picked records. */
export function bulkItems(form: FormModel, domains: readonly ListDomain[]): readonly MenuItem[] {
  const { can } = form;
  const items: (MenuItem | false)[] = [
    ...declaredItems(form, true),
    can.has('enable') && {
      key: 'enable',
      text: msg('启用', { id: 'enable' }),
      icon: 'check' as const,
    },
    can.has('disable') && { key: 'disable', text: msg('禁用', { id: 'disable' }), icon: 'lock' },
    can.has('edit') &&
      editableFields(form).length > 0 && {
        key: 'edit',
        text: msg('修改字段…', { id: 'bulk-edit' }),
        icon: 'edit' as const,
      },
    assignable(form) && { key: 'assign', text: msg('分配…', { id: 'assign-to' }), icon: 'assign' },
    rulesAbout(form.id).length > 0 && {
      key: 'match',
      text: msg('匹配测试', { id: 'match-tester' }),
      icon: 'match' as const,
    },
    can.has('export') &&
      can.has('print') && {
        key: 'print',
        text: msg('打印…', { id: 'print-picked' }),
        icon: 'file' as const,
        ...printLack(form),
      },
    can.has('export') &&
      form.fields.some(holdsFiles) && {
        key: 'files',
        text: msg('下载文件', { id: 'files-download' }),
        icon: 'download' as const,
      },
    ...listLinks(domains, form).map(({ item }) => item()),
    can.has('delete') && {
      key: 'delete',
      text: msg('删除', { id: 'delete' }),
      icon: 'trash' as const,
      danger: true,
      apart: true,
    },
  ];
  return items.filter((item) => item !== false);
}

/**
 * Answers the actions that the form itself declares for one record or for several; the server judges whether a record
 * is ready.
 */
function declaredItems(form: FormModel, several: boolean): readonly MenuItem[] {
  const { actions, can } = form;
  const offered = actions.filter(
    ({ name, on }) => (several ? on === 'records' : on !== 'form') && can.has(name),
  );
  return ownOrder(offered, form).map(({ name, label }) => ({ key: `act:${name}`, text: say(label) }));
}

function assignable({ can, sharing }: FormModel): boolean {
  return can.has('assign') && (sharing?.allowed.some(canBeAssigned) ?? false);
}
