import { nearNames } from '../../metadata/common/near-names.ts';
import { nearPaths } from '../../metadata/common/near-paths.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { formsOf } from '../../metadata/kinds/common/pointed.ts';
import { callFacts } from '../../metadata/names.ts';
import type { Scope } from './scope.ts';

/** The facts that may be meant by one there is none of, by ids. */
export function nearFacts(path: string, scope: Scope): readonly string[] {
  const near = nearPaths(path, (known) => membersAt(known, scope));
  if (near.length > 0 || path.includes('.')) return near;
  const inRows = scope.shape.entries.flatMap(({ id, rows }) => idsOf(rows).map((inner) => `${id}.${inner}`));
  return nearNames(path, inRows);
}

function membersAt(known: readonly string[], scope: Scope): readonly string[] | undefined {
  const [first, ...rest] = known;
  if (first === undefined)
    return [
      ...idsOf(scope.shape),
      ...(scope.parent ? ['parent'] : []),
      ...(scope.row ? ['row'] : []),
      ...callFacts,
    ];
  let shape: FieldSet | undefined = scope.shape;
  let ids: readonly string[] = known;
  if (first === 'parent' && scope.parent) [shape, ids] = [scope.parent, rest];
  else if (first === 'row' && scope.row) [shape, ids] = [scope.row, rest];
  for (const id of ids) {
    const field: Field | undefined = shape?.byId.get(id);
    const [target]: readonly string[] = field ? formsOf(field) : [];
    shape = field?.rows ?? (target === undefined ? undefined : scope.target?.(target));
  }
  return shape && idsOf(shape);
}

function idsOf(shape: FieldSet | undefined): readonly string[] {
  return (shape?.fields ?? []).filter(({ hidden, dropped }) => !hidden && !dropped).map(({ id }) => id);
}
