import { formerValuesOf } from '../../metadata/former-values.ts';
import type { Issue } from '../../metadata/issue.ts';
import type { Form, Model, Shape } from '../../metadata/model.ts';
import type { Move } from '../../metadata/moves.ts';
import { nearNames } from '../../metadata/near-names.ts';
import type { FormerValues } from '../tables/plan.ts';

/** What a package comes to move with this model: a step is done once, with the model that brings it. */
export interface NewMoves {
  /** By path of a form or of entries: `paper`, `paper/lines`. */
  readonly moves: ReadonlyMap<string, readonly Move[]>;
  /** By path of a field that values come to: what former ones mean there. */
  readonly values: ReadonlyMap<string, FormerValues>;
  readonly issues: readonly Issue[];
}

export function newMoves(former: Model, model: Model): NewMoves {
  const moves = new Map<string, readonly Move[]>();
  const values = new Map<string, FormerValues>();
  const issues: Issue[] = [];
  const walk = (form: Form, shape: Shape, before: Shape, path: string) => {
    const fresh = shape.moves ? freshIn(form, shape.moves, before, issues) : [];
    if (fresh.length > 0) {
      moves.set(path, fresh);
      valuesIn(shape, path, values);
    }
    for (const { id, rows } of shape.entries) {
      const known = before.byId.get(id)?.rows;
      if (rows && known) walk(form, rows, known, `${path}/${id}`);
    }
  };
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    if (known && known.hash !== form.hash) walk(form, form, known, form.id);
  }
  return { moves, values, issues };
}

function freshIn(form: Form, all: readonly Move[], before: Shape, issues: Issue[]): readonly Move[] {
  const done = new Set((before.moves ?? []).map((move) => JSON.stringify(move)));
  const made = new Set<string>();
  return all.filter((move) => {
    if (done.has(JSON.stringify(move))) return false;
    const known = (id: string) => before.byId.has(id) || made.has(id);
    const note = (code: string, severity: Issue['severity'], field: string, near: readonly string[]) =>
      issues.push({
        ...{ code, severity, form: form.id, package: form.package, pointer: `/fields/${field}` },
        params: { form: { ...form.label }, field, near },
      });
    if (!move.from.some(known)) {
      const [first = ''] = move.from;
      note('step-finds-nothing', 'warning', first, nearNames(first, before.byId.keys()));
      return false;
    }
    for (const id of move.into) {
      if (before.byId.has(id)) note('step-target-known', 'error', id, []);
      made.add(id);
    }
    return true;
  });
}

/** Of the row and of rows in it, which values may come to. */
function valuesIn(shape: Shape, path: string, found: Map<string, FormerValues>): void {
  for (const field of shape.fields) {
    const here = `${path}/${field.id}`;
    const known = formerValuesOf(field);
    if (known) found.set(here, known);
    if (field.rows) valuesIn(field.rows, here, found);
  }
}
