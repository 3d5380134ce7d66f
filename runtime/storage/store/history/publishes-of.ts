import type { Json } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { ReplacedRow } from '../../../../migrations/rows/package-tables.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Connection } from '../../../database/database.ts';
import { columnContent } from '../../tables/column-content.ts';
import { readEvent } from '../commit/history-row.ts';
import type { WriteEvent } from '../commit/planned-write.ts';
import type { Difference } from '../record/changed-paths.ts';

/** A publish that changed values of a record: who made it, and what became of which value. */
export interface PublishOf {
  readonly event: WriteEvent;
  readonly changes: readonly ReplacedValue[];
}

interface ReplacedValue extends Difference {
  /** Whether the values are of the kind that their field has today. */
  readonly isToday: { readonly before: boolean; readonly after: boolean };
}

type Row = Pick<HistoryRow, 'revision' | 'at' | 'actor' | 'actor_name' | 'reason' | 'operation'> &
  Pick<ReplacedRow, 'path' | 'row_id' | 'was' | 'became'> & { readonly kept: string; readonly now: string };

const ofRecord = `SELECT p.revision, p.at, p.actor, p.actor_name, p.reason, p.operation,
    r.path, r.row_id, r.was, r.became, h.was AS kept, h.became AS now
  FROM gj_replaced r
  JOIN gj_reshape h ON h.path = r.path AND h.column_name = r.column_name
  JOIN gj_history p ON p.revision = h.revision
  WHERE r.record = ? AND r.form = ? AND h.revision > ? AND h.revision < ?
  ORDER BY p.revision DESC, r.path, r.row_id`;

/** Reads the publishes between two revisions that changed values of a record, newest first. */
export async function publishesOf(
  reader: Connection,
  form: Form,
  record: string,
  { after, before }: { readonly after: number; readonly before: number },
): Promise<readonly PublishOf[]> {
  const rows = await reader.all<Row>(ofRecord, [record, form.id, after, before]);
  return [...Map.groupBy(rows, ({ revision }) => Number(revision)).values()].flatMap((of): PublishOf[] => {
    const [first] = of;
    if (!first) return [];
    const event = readEvent({
      ...{ revision: first.revision, operation: first.operation, at: first.at, reason: first.reason },
      ...{ actor: first.actor, actor_name: first.actor_name, form: form.id, record },
      ...{ org: null, changed: null, snapshot: null },
    });
    return [{ event, changes: of.map((row) => replacedIn(form, row)) }];
  });
}

function replacedIn(form: Form, row: Row): ReplacedValue {
  const [, ...ids] = row.path.split('/');
  const [first = '', second = ''] = ids;
  const { rows } = form.byId.get(first) ?? {};
  const field = ids.length > 1 ? rows?.byId.get(second) : form.byId.get(first);
  const content = field && JSON.stringify(columnContent(field));
  return {
    path: ids.length > 1 ? [first, row.row_id, second] : ids,
    before: JSON.parse(row.was) as Json,
    after: JSON.parse(row.became) as Json,
    isToday: { before: row.kept === content, after: row.now === content },
  };
}
