import { type SetAtKey, systemScope } from './effective.ts';
import type { SetValue } from './set-value.ts';
import type { SetValues } from './set-values.ts';

/** A value that becomes another, is new (no `was`) or goes (no `is`). */
export interface ValueChange {
  readonly was?: SetValue;
  readonly is?: SetValue;
}

/** Returns the values as set after these changes; types that no change is about stay the same objects. */
export function changedValues(values: SetValues | undefined, changes: Iterable<ValueChange>): SetValues {
  const steps = changingValues(values, changes);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same of many changes, for whoever rests between them. */
export function* changingValues(
  values: SetValues | undefined,
  changes: Iterable<ValueChange>,
): Generator<undefined, SetValues> {
  const types = new Map<string, Map<string, SetAtKey>>();
  /** Copied once, however many of its values change. */
  const own = new Map<SetAtKey, Map<string, readonly SetValue[]>>();
  for (const { was, is } of changes) {
    if (was) put(was, (others) => others.filter(({ id }) => id !== was.id));
    if (is) put(is, (others) => [...others.filter(({ id }) => id !== is.id), is]);
    yield;
  }
  return { ofType: (type) => types.get(type) ?? values?.ofType(type) };

  function put({ type, key, org }: SetValue, next: (others: readonly SetValue[]) => readonly SetValue[]) {
    const byKey = types.get(type) ?? new Map(values?.ofType(type));
    types.set(type, byKey);
    const scope = org ?? systemScope;
    const before: SetAtKey = byKey.get(key) ?? new Map();
    const byScope = own.get(before) ?? new Map(before);
    own.set(byScope, byScope);
    const said = next(byScope.get(scope) ?? []);
    if (said.length > 0) byScope.set(scope, said);
    else byScope.delete(scope);
    if (byScope.size > 0) byKey.set(key, byScope);
    else byKey.delete(key);
  }
}
