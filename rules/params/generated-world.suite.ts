import fc from 'fast-check';
import type { Json } from '../../metadata/common/json.ts';
import type { Param } from '../../metadata/kinds/common/param-value.ts';
import { compile } from '../../metadata/model/compile.ts';
import { orgTree } from '../sharing/org-tree.ts';
import { systemScope } from './effective.ts';
import type { EffectiveState } from './effective-changes.ts';
import { hasWindow, overlap, type SetValue } from './set-value.ts';

const label = { zh: '参数', en: 'Parameter' };
type Definition = Pick<Param, 'key' | 'dimension' | 'preset' | 'inherited' | 'scopes'> & {
  readonly unset?: Json;
};
const field = textField();

export function param({ unset, ...said }: Definition): Param {
  const known = { label, value: { kind: 'text' }, field };
  return { ...known, ...said, unset: { label, ...(unset !== undefined && { value: unset }) } };
}

export const set = (key: string, org: string | null, value: Json, more: Partial<SetValue> = {}): SetValue => {
  const id = `${key}@${org ?? ''}${more.validFrom ?? ''}–${more.validTo ?? ''}`;
  const open = { raw: null, validFrom: null, validTo: null, locked: false };
  return { id, type: 't', key, org, value, ...open, ...more };
};

function textField(): Param['field'] {
  const content = {
    type: 'sample',
    label,
    params: [{ key: 'k', label, value: { kind: 'text' }, unset: { label } }],
  };
  const manifest = { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label } };
  const none = { forms: [], extensions: [], data: [], cases: [], messages: [] };
  const { model } = compile([{ manifest, ...none, params: [{ file: 'params/sample.json', content }] }]);
  const [made] = model?.params.get('sample')?.params ?? [];
  if (!made) throw new Error('a parameter of texts does not compile');
  return made.field;
}

/** Said again, slowly: what an organisation reads is what those above it read, unless it may say otherwise and does. */
export function slowly(
  one: Param,
  values: readonly SetValue[],
  key: string,
  line: readonly string[],
  date: string,
) {
  const covering = (value: SetValue) => {
    if (one.key !== undefined) return value.key === key;
    const [tax] = key.split(':');
    return value.key === key || (key !== '*' && (value.key === tax || value.key === '*'));
  };
  const rank = (value: SetValue) =>
    (value.key === key ? 0 : value.key === '*' ? 200 : 100) + (hasWindow(value) ? 0 : 1);
  const valid = values.filter(
    ({ validFrom, validTo }) => (validFrom ?? '') <= date && date <= (validTo ?? '9'),
  );
  const says = (org: string | null) =>
    valid
      .filter((value) => value.org === org && covering(value))
      .sort((a, b) => rank(a) - rank(b))
      .at(0);
  const { scopes = ['system', 'organisation'], inherited = true } = one;
  const reads = (orgs: readonly (string | null)[]): SetValue | undefined => {
    const [org, ...above] = orgs;
    if (org === undefined) return undefined;
    const inheritedValue = reads(above);
    const isLocked = above.some((each) => says(each)?.locked);
    return isLocked ? inheritedValue : (says(org) ?? inheritedValue);
  };
  const lines = scopes.includes('organisation') ? (inherited ? line : line.slice(0, 1)) : [];
  return reads([...lines, ...(scopes.includes('system') ? [null] : [])]);
}

export const day = fc.integer({ min: 1, max: 12 }).map((n) => `2026-05-${String(n).padStart(2, '0')}`);
export const orgs = ['a', 'b', 'c', 'd', 'e', 'f'];
export const instances = ['T', 'U', 'T:M', 'T:N', 'U:M', '*'];
/** Each organisation hangs below an earlier one, so that moves are trees too. */
export const trees = fc
  .tuple(...orgs.map((_, at) => fc.nat(at === 0 ? 0 : at - 1)))
  .map((parents) => (org: string): readonly string[] => {
    const line = [org];
    for (let at = orgs.indexOf(org); at > 0; line.push(orgs[at] ?? '')) at = parents[at] ?? 0;
    return line;
  });
const windows = fc.oneof(
  fc.constant({ validFrom: null, validTo: null }),
  fc.tuple(day, day).map(([a, b]) => ({ validFrom: a < b ? a : b, validTo: a < b ? b : a })),
  day.map((validFrom) => ({ validFrom, validTo: null })),
  day.map((validTo) => ({ validFrom: null, validTo })),
);
export const definitions = fc
  .record(
    {
      preset: fc.constant('preset'),
      unset: fc.constant('unset'),
      inherited: fc.boolean(),
      scopes: fc.constantFrom(
        ['system'] as const,
        ['organisation'] as const,
        ['system', 'organisation'] as const,
      ),
    },
    { requiredKeys: [] },
  )
  .chain((more) =>
    fc.constantFrom(param({ key: 'k', ...more }), param({ dimension: 'tax-number+machine', ...more })),
  );

/** Generates values at addresses of a definition, wherever and whenever. */
export const valuesOf = (one: Param) =>
  fc
    .array(
      fc.record({
        key: keysOf(one),
        org: fc.option(fc.constantFrom(...orgs)),
        window: windows,
        locked: fc.boolean(),
      }),
      { maxLength: 24 },
    )
    .map((some) => {
      const kept: SetValue[] = [];
      for (const [at, { key, org, window, locked }] of some.entries()) {
        const next = { ...set(key, org, `${at}`), ...window, locked, id: `${at}` };
        const beside = kept.filter((other) => other.key === key && other.org === org);
        const isFree = hasWindow(next)
          ? !beside.some((other) => hasWindow(other) && overlap(other, next))
          : beside.every(hasWindow);
        if (isFree) kept.push(next);
      }
      return kept;
    });

export const keysOf = (one: Param) =>
  one.key === undefined ? fc.constantFrom(...instances) : fc.constant('k');

type Line = (org: string) => readonly string[];

export interface World {
  readonly one: Param | undefined;
  readonly line: Line;
  readonly values: readonly SetValue[];
  readonly dates: Readonly<Record<string, string>>;
  /** Organisations that are gone, with all below them. */
  readonly gone?: readonly string[];
}

function isThere({ line, gone = [] }: Pick<World, 'line' | 'gone'>, org: string): boolean {
  return !line(org).some((one) => gone.includes(one));
}

export function stateOf({ one, line, values, dates, gone = [] }: World): EffectiveState {
  const byKey = new Map(
    [...Map.groupBy(values, ({ key }) => key)].map(
      ([key, ofKey]) => [key, Map.groupBy(ofKey, ({ org }) => org ?? systemScope)] as const,
    ),
  );
  const there = orgs.filter((org) => isThere({ line, gone }, org));
  const tree = there.map((id) => {
    const [, parent = null] = line(id);
    return { id, number: id, name: id, parent, enabled: true };
  });
  const params = new Map(one ? [['t', { type: 't', package: 'p', label, params: [one] }]] : []);
  return {
    values: { ofType: (type) => (type === 't' ? byKey : undefined) },
    orgs: orgTree(tree, 1),
    model: { params },
    date: (org) => dates[org ?? ''] ?? '',
  };
}

/** Tells as one text what is read by the slow way; a value that nobody set reads as its definition says. */
export function reads(world: World, key: string, org: string | null): string {
  const { one, line, values, dates } = world;
  if (!one || (org !== null && !isThere(world, org))) return 'nothing';
  const found = slowly(one, values, key, org === null ? [] : line(org), dates[org ?? ''] ?? '');
  return JSON.stringify(found ? [found.value ?? one.unset.value] : [one.preset ?? one.unset.value, 'unset']);
}
