import type { Json, JsonObject } from '../../metadata/json.ts';
import type { FieldRules, FormRules, ShapeRules } from './compile-form.ts';
import { defaultOf } from './complete.ts';
import { type Context, recordPart } from './context.ts';
import { conditionallyPlaced } from './hidden-values.ts';
import { isVisible } from './inspect-fields.ts';
import type { Asking } from './inspection.ts';
import { type RecordPart, rowsOf } from './record-parts.ts';

/**
 * Defaults of fields that a record shows and did not show before, by place: ids of fields, and of rows, down to it. A save
 * that leaves them empty fills them in; new records and rows have theirs from the start.
 */
export function* appearingDefaults(
  rules: FormRules,
  record: JsonObject,
  before: JsonObject,
  context: Context,
): Asking<ReadonlyMap<string, Json>> {
  const top = recordPart(record, before, undefined);
  const work: Work = {
    ...{ rules, top, context, placed: conditionallyPlaced(rules) },
    topBefore: { ...top, values: before },
    found: new Map(),
  };
  yield* ofPart(rules.record, top, '', work);
  return work.found;
}

interface Work {
  readonly rules: FormRules;
  readonly top: RecordPart;
  readonly topBefore: RecordPart;
  readonly context: Context;
  readonly placed: ReadonlySet<string>;
  readonly found: Map<string, Json>;
}

function* ofPart(shape: ShapeRules, holder: RecordPart, place: string, work: Work): Asking<void> {
  if (!holder.before) return;
  for (const said of shape.fields) {
    if (!isAsked(said, holder, work)) continue;
    const value = defaultOf(said.field, holder, work.top, work.context);
    if (value !== undefined && (yield* appears(said, holder, work)))
      work.found.set(`${place}/${said.field.id}`, value);
  }
  for (const inner of shape.rows) {
    const field = inner.entries.at(-1);
    if (!field) continue;
    for (const row of rowsOf(holder, field))
      yield* ofPart(inner, row, `${place}/${field.id}/${String(row.values['id'])}`, work);
  }
}

function isAsked({ field, visible }: FieldRules, holder: RecordPart, { top, placed }: Work): boolean {
  if (field.default === undefined || visible === false || field.fixed || field.kind.derived) return false;
  return visible !== true || (holder === top && placed.has(field.id));
}

function* appears(said: FieldRules, holder: RecordPart, work: Work): Asking<boolean> {
  const { rules, top, topBefore, context } = work;
  if (!(yield* isVisible(rules, said, holder, top, context))) return false;
  const then = holder === top ? topBefore : { ...holder, values: holder.before ?? {} };
  return !(yield* isVisible(rules, said, then, topBefore, context));
}
