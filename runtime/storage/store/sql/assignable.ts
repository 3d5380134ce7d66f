import { unassigned } from '../../../../rules/sharing/spread.ts';
import { visibility } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell } from '../../../database/database.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { renderVisible } from '../sight/visible.ts';
import { recordAlias } from './where.ts';

/**
 * `rules/sharing`'s `unassigned` in SQL, for one assigner: what the organisation of the call could pass on, and `to`
 * does not see.
 */
export function renderAssignable(layout: RecordLayout, call: Call, to: string, params: Cell[]): string {
  const { orgs } = call.served;
  if (!layout.form.sharing) return '1 = 0';
  const own = `${recordAlias}.${column(layout, 'org').name}`;
  const sharing = `${recordAlias}.${column(layout, 'sharing').name}`;
  const id = `${recordAlias}.${column(layout, 'id').name}`;
  const ways = unassigned(to, orgs.get(to)?.parent ?? null).through.flatMap(({ sharing: name, holder }) => {
    if (holder === null) {
      params.push(name, call.org);
      return [`(${sharing} = ? AND ${own} = ?)`];
    }
    if (holder !== call.org) return [];
    params.push(name, holder, layout.form.id, holder);
    return [
      `(${sharing} = ? AND (${own} = ? OR EXISTS (SELECT 1 FROM gj_assignment h WHERE h.form = ? AND h.record = ${id} AND h.org = ?)))`,
    ];
  });
  const seen = renderVisible(layout, visibility(to, orgs), recordAlias, params);
  return `((${ways.length > 0 ? ways.join(' OR ') : '1 = 0'}) AND NOT ${seen})`;
}
