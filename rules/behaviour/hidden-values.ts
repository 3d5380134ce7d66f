import type { Problem } from '../../metadata/common/issue.ts';
import { isEmptyValue, type Json, type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import type { FieldRules, FormRules, ShapeRules } from './compile-form.ts';
import { defaultOf } from './complete.ts';
import { type Asking, type Context, recordPart } from './context.ts';
import { isVisible } from './inspect-fields.ts';
import { copyOf, isSame, type MutableRecord, type RecordPart, rowsOf } from './record-parts.ts';

export interface WithoutHidden {
  readonly record: JsonObject;
  /** A warning for each value that somebody gave and that is gone. */
  readonly warnings: readonly Problem[];
  /** Whether the record changed. */
  readonly changed: boolean;
}

/** Rounds of one save at most: hiding a value may hide or show more; conditions that need more chase each other. */
const mostRounds = 8;

/**
 * A completed record without the values that this save hides by a condition, so that none works in secret; and with the
 * defaults of what it shows. A value that was hidden before and is as it was stays: what a package newly hides is not
 * this save's to empty.
 */
export function* withoutHidden(
  rules: FormRules,
  record: JsonObject,
  before: JsonObject | null,
  context: Context,
): Asking<WithoutHidden> {
  const made = copyOf(record, rules.form.entries);
  const warnings = new Map<string, Problem>();
  const placed = conditionallyPlaced(rules);
  let changed = false;
  for (let round = 0; round < mostRounds; round++) {
    // Facts are read once for a part: each round asks of parts of its own.
    const top = recordPart(made, before ?? undefined, context.sent);
    const work: Work = { rules, top, context, placed, warnings, touched: false };
    yield* ofPart(rules.record, top, work);
    if (!work.touched) break;
    changed = true;
  }
  return { record: made, warnings: [...warnings.values()], changed };
}

interface Work {
  readonly rules: FormRules;
  readonly top: RecordPart;
  readonly context: Context;
  /** Ids of fields that stand in groups or tabs which are shown by a condition. */
  readonly placed: ReadonlySet<string>;
  readonly warnings: Map<string, Problem>;
  touched: boolean;
}

function conditionallyPlaced({ form, layout }: FormRules): ReadonlySet<string> {
  const asks = (name: string) => typeof (layout.get(name) ?? true) !== 'boolean';
  return new Set(
    form.layout.tabs.flatMap((tab) =>
      tab.groups
        .filter((group) => asks(tab.name) || asks(`${tab.name}/${group.name}`))
        .flatMap(({ fields }) => fields),
    ),
  );
}

function* ofPart(shape: ShapeRules, part: RecordPart, work: Work): Asking<void> {
  for (const said of shape.fields) if (mayHide(said, part, work)) yield* ofField(said, part, work);
  for (const inner of shape.rows) {
    const field = inner.entries.at(-1);
    if (field) for (const row of rowsOf(part, field)) yield* ofPart(inner, row, work);
  }
}

/** Values that people give, shown by a condition and not fixed for ever. */
function mayHide({ field, visible }: FieldRules, part: RecordPart, { top, placed }: Work): boolean {
  if (visible === false || field.hidden || field.fixed || field.kind.derived || field.inner) return false;
  return typeof visible !== 'boolean' || (part === top && placed.has(field.id));
}

function* ofField(said: FieldRules, part: RecordPart, work: Work): Asking<void> {
  const { rules, top, context } = work;
  const { field } = said;
  const value = part.values[field.id];
  const given = part.sent !== undefined && Object.hasOwn(part.sent, field.id);
  const empty = isEmptyValue(value);
  if (empty && (!part.before || given || field.default === undefined)) return;
  const shown = yield* isVisible(rules, said, part, top, context);
  if (empty) {
    if (shown && !(yield* wasVisible(said, part, work)))
      put(work, part, field.id, (yield* defaultOf(rules, field, part, top, context)) ?? null);
    return;
  }
  if (shown) return;
  const same = isSame(value, part.before?.[field.id]);
  if (part.before && same && !(yield* wasVisible(said, part, work))) return;
  put(work, part, field.id, field.rows ? [] : null);
  // A page sends along the defaults that it never showed: nobody gave those.
  if (!part.before && isSame(value, yield* defaultOf(rules, field, part, top, context))) return;
  const path = part.path + pointerTo(field.name);
  work.warnings.set(path, {
    path,
    code: 'hidden-emptied',
    params: { field: field.name, label: { ...field.label } },
    severity: 'warning',
  });
}

/** Tells whether the field was shown as the record was before this save, by what is asked of it today. */
function* wasVisible(said: FieldRules, part: RecordPart, { rules, top, context }: Work): Asking<boolean> {
  if (!part.before || !top.before) return false;
  const topBefore: RecordPart = { ...top, values: top.before };
  const then = part === top ? topBefore : { ...part, values: part.before };
  return yield* isVisible(rules, said, then, topBefore, context);
}

function put(work: Work, { values }: RecordPart, id: string, value: Json): void {
  if (isSame(values[id], value)) return;
  (values as MutableRecord)[id] = value;
  work.touched = true;
}

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
  const work: Appearing = {
    rules,
    top,
    context,
    placed: conditionallyPlaced(rules),
    topBefore: { ...top, values: before },
    found: new Map(),
  };
  yield* appearingIn(rules.record, top, '', work);
  return work.found;
}

interface Appearing {
  readonly rules: FormRules;
  readonly top: RecordPart;
  readonly topBefore: RecordPart;
  readonly context: Context;
  readonly placed: ReadonlySet<string>;
  readonly found: Map<string, Json>;
}

function* appearingIn(shape: ShapeRules, part: RecordPart, place: string, work: Appearing): Asking<void> {
  if (!part.before) return;
  for (const said of shape.fields) {
    if (!isAsked(said, part, work)) continue;
    const value = yield* defaultOf(work.rules, said.field, part, work.top, work.context);
    if (value !== undefined && (yield* appears(said, part, work)))
      work.found.set(`${place}/${said.field.id}`, value);
  }
  for (const inner of shape.rows) {
    const field = inner.entries.at(-1);
    if (!field || !beginsAnything(inner)) continue;
    for (const row of rowsOf(part, field))
      yield* appearingIn(inner, row, `${place}/${field.id}/${String(row.values['id'])}`, work);
  }
}

const beginning = new WeakMap<ShapeRules, boolean>();

/** Whether rows have a field that begins with a default when it comes to be shown. */
function beginsAnything(shape: ShapeRules): boolean {
  const found =
    beginning.get(shape) ??
    (shape.fields.some(({ field, visible }) => field.default !== undefined && typeof visible !== 'boolean') ||
      shape.rows.some(beginsAnything));
  beginning.set(shape, found);
  return found;
}

function isAsked({ field, visible }: FieldRules, part: RecordPart, { top, placed }: Appearing): boolean {
  if (field.default === undefined || visible === false || field.fixed || field.kind.derived) return false;
  return visible !== true || (part === top && placed.has(field.id));
}

function* appears(said: FieldRules, part: RecordPart, work: Appearing): Asking<boolean> {
  const { rules, top, topBefore, context } = work;
  if (!(yield* isVisible(rules, said, part, top, context))) return false;
  const then = part === top ? topBefore : { ...part, values: part.before ?? {} };
  return !(yield* isVisible(rules, said, then, topBefore, context));
}
