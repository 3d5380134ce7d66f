import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { formsOf } from '../../metadata/kinds/common/pointed.ts';
import { depthLimit } from './compile.ts';
import type { Scope } from './scope.ts';

/**
 * Stored conditions name fields by id, the wire by today's names. What names nothing is left as it is, for
 * the compiler to report. Everything but the facts stays untouched.
 */
export function renameCondition(condition: Condition, scope: Scope, to: 'toNames' | 'toIds'): Condition {
  return rename(condition as Json, scope, to) as Condition;
}

/** `lines.taxCode` ↔ `items.taxCode`. */
export function renameFact(path: string, scope: Scope, to: 'toNames' | 'toIds'): string {
  if (path.startsWith('$')) return path;
  const [first = '', ...rest] = path.split('.');
  if (first === 'parent' && scope.parent && rest.length > 0)
    return `parent.${walk(rest, scope.parent, scope, to)}`;
  if (first === 'row' && scope.row && rest.length > 0) return `row.${walk(rest, scope.row, scope, to)}`;
  return walk([first, ...rest], scope.shape, scope, to);
}

/** Tells the problems of a stored condition with today's names. */
export function namedProblems(problems: readonly Problem[], scope: Scope): readonly Problem[] {
  return problems.map((problem) => {
    const { fact, near } = problem.params ?? {};
    if (typeof fact !== 'string') return problem;
    const named = (path: Json) => renameFact(String(path), scope, 'toNames');
    const params = {
      ...problem.params,
      fact: named(fact),
      ...(Array.isArray(near) && { near: near.map(named) }),
    };
    return { ...problem, params };
  });
}

function walk(segments: readonly string[], start: FieldSet, scope: Scope, to: 'toNames' | 'toIds'): string {
  let shape: FieldSet | undefined = start;
  return segments
    .map((segment) => {
      const field: Field | undefined = (to === 'toNames' ? shape?.byId : shape?.byName)?.get(segment);
      // What is said of several forms they share.
      const [target] = field ? formsOf(field) : [];
      shape = field?.rows ?? (target === undefined ? undefined : scope.target?.(target));
      if (!field) return segment;
      return to === 'toNames' ? field.name : field.id;
    })
    .join('.');
}

function rename(node: Json, scope: Scope, to: 'toNames' | 'toIds', depth = 0): Json {
  // Deeper trees are refused when they are compiled.
  if (typeof node !== 'object' || node === null || depth > 2 * depthLimit) return node;
  if (Array.isArray(node)) return node.map((inner) => rename(inner, scope, to, depth + 1));
  const members = Object.entries(node).map(([member, value]) => {
    if ((member === 'fact' || member === 'some') && typeof value === 'string')
      return [member, renameFact(value, scope, to)];
    if (member === 'value' && Array.isArray(value)) return [member, value];
    return [member, rename(value, scope, to, depth + 1)];
  });
  return Object.fromEntries(members);
}
