import type { Contribution } from '../../kit/contribution.ts';
import type { Action } from '../../kit/gj-actions.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import type { DeskDomain } from '../../model/desks.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import type { ListData } from './list-data.ts';

/** Another page that records of a list can be taken to. */
export interface ListLink {
  /** Answers whether records of the form can be taken there. */
  readonly fits: (form: FormModel) => boolean;
  readonly item: () => Pick<MenuItem, 'key' | 'text' | 'icon'>;
  /** The address for one record. */
  readonly address: (record: ListedRecord) => string;
  /** Takes all those that are picked there. */
  readonly go: (form: FormModel, ids: readonly string[]) => void;
}

export interface ShownList {
  readonly form: FormModel;
  readonly data: ListData;
}

/** The panels and links that a domain adds to lists. */
export interface ListDomain extends DeskDomain {
  /** Above the records. */
  readonly listPanels?: readonly Contribution<ShownList>[];
  readonly listLinks?: readonly ListLink[];
  /** Pages about all records of a form, offered in the head of its list. */
  readonly listPages?: (form: FormModel) => readonly Action[];
}

export function listLinks(domains: readonly ListDomain[], form: FormModel): readonly ListLink[] {
  return domains.flatMap((one) => one.listLinks ?? []).filter(({ fits }) => fits(form));
}
