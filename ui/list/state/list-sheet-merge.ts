import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { openRecordConflict } from '../../record/compare/open-conflict.ts';
import { mergeRecords } from '../../record/editor/record-merge.ts';
import { mergedText } from '../../record/editor/record-writing.ts';
import { loadRows, type RowChange } from './list-sheet-rows.ts';

/** A record of the sheet as it stands now, with what was typed into it. */
export interface MergedRow {
  readonly base: ListedRecord;
  readonly row: JsonObject;
}

/** Changes of records, some of which others may have saved meanwhile. */
interface Met {
  readonly form: FormModel;
  readonly fields: readonly Field[];
  readonly changes: readonly RowChange[];
  /** Default: only records that others saved meanwhile are answered. */
  readonly all?: boolean;
}

/**
 * Reads changed records again and sets what was typed into those that others saved meanwhile: by id, with a sentence of
 * whose changes are kept as well. Where both changed the same cell, somebody says which holds; undefined: it was left
 * undecided.
 */
export async function mergeMoved({
  form,
  fields,
  changes,
  all = false,
}: Met): Promise<{ readonly rows: ReadonlyMap<string, MergedRow>; readonly text: string } | undefined> {
  const bases = changes.map(({ base }) => base);
  const now = new Map((await loadRows(form, bases, fields)).map((record) => [record.id, record]));
  const rows = new Map<string, MergedRow>();
  let text = '';
  for (const { base, cells } of changes) {
    const current = now.get(base.id);
    if (!current || (current.revision === base.revision && !all)) continue;
    const edited = {
      ...base,
      ...Object.fromEntries(cells.map(({ field, now: value }) => [field.name, value])),
    };
    const merge = mergeRecords(form, base, edited, current);
    const isClear = merge.conflicts.length === 0;
    const settled = isClear
      ? merge.settle(new Map())
      : await openRecordConflict({ form, base, edited, current });
    if (!settled) return undefined;
    if (isClear) text = mergedText(current);
    const typed = cells.map(({ field }) => [field.name, settled[field.name] ?? null] as const);
    rows.set(base.id, { base: current, row: { ...current, ...Object.fromEntries(typed) } });
  }
  return { rows, text };
}
