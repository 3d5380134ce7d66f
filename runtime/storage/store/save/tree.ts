import type { Field, Form } from '../../../../metadata/model.ts';
import type { Connection } from '../../../database/database.ts';
import { decided } from '../commit/group.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { contentWrong } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { Save, Saved } from './save.ts';

/** Fields that say what stands above a record and would say something else than before. */
export function movedParents(form: Form, before: Stored, next: Stored): readonly Field[] {
  return form.fields.filter(
    (field) => field.kind.name === 'parent' && next[field.id] !== null && next[field.id] !== before[field.id],
  );
}

/** The same write, once nothing below the record stands above it: asked while nobody else can move anything. */
export function withoutLoops(
  planned: PlannedWrite<Saved>,
  save: Save,
  moved: readonly Field[],
): PlannedWrite<Saved> {
  return {
    ...planned,
    async alone(tx, first) {
      for (const field of moved) {
        const above = String(save.next[field.id]);
        if (await standsAbove(tx, save.layout, field, save.next.id, above))
          throw contentWrong({ count: 1 }, [
            { path: `/${field.name}`, code: 'tree-loop', params: { id: above } },
          ]);
      }
      return decided(tx, planned, first);
    },
  };
}

/** Whether `id` is `from` or stands above it. */
async function standsAbove(
  tx: Connection,
  layout: RecordLayout,
  field: Field,
  id: string,
  from: string,
): Promise<boolean> {
  const sql = `SELECT ${column(layout, field.id).name} AS above FROM ${layout.table} WHERE ${column(layout, 'id').name} = ?`;
  const seen = new Set<string>();
  let at: string | null = from;
  while (at !== null && !seen.has(at)) {
    if (at === id) return true;
    seen.add(at);
    const [row]: { above: string | null }[] = await tx.all<{ above: string | null }>(sql, [at]);
    at = row?.above ?? null;
  }
  return false;
}
