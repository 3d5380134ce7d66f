import type { Form } from '../../../metadata/model.ts';
import type { SharedRecord } from '../../../rules/sharing/strategy.ts';
import { isVisible, visibility } from '../../../rules/sharing/visibility.ts';
import type { Call } from '../../call/call.ts';
import { manages } from './access.ts';

/**
 * Whether the caller may read a record that stands in the way, without another question to the database: one that
 * came to the organisation by assignment counts as not seen.
 */
export function maySee(call: Call, form: Form, record: Pick<SharedRecord, 'org' | 'sharing'>): boolean {
  if (manages(call, form, 'read', record.org)) return true;
  if (!manages(call, form, 'read', call.org)) return false;
  if (!form.sharing) return true;
  return isVisible(visibility(call.org, call.served.orgs), record) ?? false;
}
