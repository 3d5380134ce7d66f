import type { Field, FieldSet } from '../../field.ts';
import { formsOf } from '../../kinds/common/pointed.ts';
import { fieldAt, placeOfField } from '../layers/layered.ts';
import type { Checking } from './checking.ts';

/** A reference without which no record of its form can be made. */
interface Needed {
  readonly field: Field;
  /** Ids of the forms of which it needs a record of one. */
  readonly forms: readonly string[];
}

/**
 * Warns of forms of which nobody can ever make a first record, as their required references lead to one another in a circle
 * of any length. `filled` are those of which packages bring records; forms of the platform always have some.
 */
export function checkCircles(checkings: ReadonlyMap<string, Checking>, filled: ReadonlySet<string>): void {
  const needs = new Map<string, readonly Needed[]>();
  for (const [id, { form }] of checkings) {
    if (form.kind === 'platform' || filled.has(id) || filled.has(form.name)) continue;
    const needed = [...neededIn(form)];
    if (needed.length > 0) needs.set(id, needed);
  }
  const waits = ({ forms }: Needed) => forms.every((id) => needs.has(id));
  // Whoever needs nothing that waits can be made, and so can be what waited for it.
  for (let before = -1; before !== needs.size; ) {
    before = needs.size;
    for (const [id, needed] of needs) if (!needed.some(waits)) needs.delete(id);
  }
  for (const [id, needed] of needs) {
    const checking = checkings.get(id);
    const first = needed.find(waits);
    const written = checking && first && fieldAt(checking.layered, first.field.path);
    if (!written) continue;
    const { form, layered, report } = checking;
    report.warning('form-never-filled', placeOfField(layered, written, '/required'), {
      form: { ...form.label },
      field: { ...first.field.label },
      chain: chainFrom(id, needs, waits, checkings),
    });
  }
}

/** References that a record cannot be made without: required ones, and those of rows of which it needs one. */
function* neededIn(shape: FieldSet): Generator<Needed> {
  for (const field of shape.fields) {
    const { required, visible, readonly, kind } = field;
    const isLeft = field.dropped || field.hidden || kind.derived || field.carry !== undefined;
    if (isLeft || required !== true || visible !== true || readonly !== false) continue;
    if (field.rows) yield* neededIn(field.rows);
    else if ((field.default ?? null) === null && formsOf(field).length > 0)
      yield { field, forms: formsOf(field) };
  }
}

/** `A → B → A`: the forms by what they are called, until one comes again. */
function chainFrom(
  id: string,
  needs: ReadonlyMap<string, readonly Needed[]>,
  waits: (one: Needed) => boolean,
  checkings: ReadonlyMap<string, Checking>,
): { readonly zh: string; readonly en: string } {
  const way = [id];
  for (let next: string | undefined = id; next !== undefined && new Set(way).size === way.length; ) {
    next = needs.get(next)?.find(waits)?.forms[0];
    if (next !== undefined) way.push(next);
  }
  const labels = way.flatMap((one) => checkings.get(one)?.form.label ?? []);
  return {
    zh: labels.map(({ zh }) => zh).join(' → '),
    en: labels.map(({ en }) => en).join(' → '),
  };
}
