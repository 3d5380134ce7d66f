import type {
  ChangeItem,
  ChangeSummary,
  WholeChangeSet,
} from '../../../metadata/contract/changes/answered.ts';
import type { SentItem } from '../../../metadata/contract/changes/sent.ts';

export type { ChangeItem, ChangeSummary } from '../../../metadata/contract/changes/answered.ts';
export type { SentItem } from '../../../metadata/contract/changes/sent.ts';
export type { Person } from '../../../metadata/contract/common/shared.ts';

export type ChangeSet = WholeChangeSet;
export type ChangeState = ChangeSummary['state'];

/** An item of a set, as it would be put in again; undefined: only a roll back makes such. */
export function resent(item: ChangeItem): SentItem | undefined {
  const { org, type = '', key = '', validFrom = null, validTo = null, raw = null, form = '', base } = item;
  const number = org?.number ?? null;
  const seen = base ? { ifMatch: base.revision } : {};
  const place = { type, key, org: number, validFrom, validTo, ...seen };
  const owner = number === null ? {} : { org: number };
  const record = item.record ?? '';
  switch (item.action) {
    case 'set': {
      const said = raw === null ? { value: item.value ?? null } : { raw };
      return { action: 'set', ...place, ...said, locked: item.locked ?? false };
    }
    case 'unset':
    case 'lock':
    case 'unlock':
      return { action: item.action, ...place };
    case 'create': {
      const { as, body = {} } = item;
      return { action: 'create', form, ...owner, body, ...(as !== undefined && { as }) };
    }
    case 'change':
      return {
        action: 'change',
        form,
        ...owner,
        ...(record !== '' && { record, ...seen }),
        body: item.body ?? {},
      };
    case 'enable':
    case 'disable':
    case 'delete':
      return { action: item.action, form, ...owner, record, ...seen };
    case 'restore':
      return undefined;
  }
}
