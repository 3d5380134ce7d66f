import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../metadata/common/json.ts';
import type { Param } from '../../metadata/kinds/common/param-value.ts';
import { addressOf, everyInstance, isInstance, keysAsked } from './address.ts';
import {
  type EffectiveQuestion,
  effectiveValue,
  type SetAtKey,
  scopesAsked,
  systemScope,
} from './effective.ts';
import { explainParam, type LinkReason, ofMember } from './explain.ts';
import {
  day,
  definitions,
  keysOf,
  orgs,
  param,
  set,
  slowly,
  trees,
  valuesOf,
} from './generated-world.suite.ts';
import type { SetValue } from './set-value.ts';
import { lockAbove, settingProblems } from './setting.ts';

function askedOf(
  one: Param,
  values: readonly SetValue[],
  key: string,
  path: readonly string[],
  date: string,
) {
  const byKey = new Map<string, SetAtKey>();
  for (const [name, ofKey] of Map.groupBy(values, (value) => value.key))
    byKey.set(
      name,
      Map.groupBy(ofKey, ({ org }) => org ?? systemScope),
    );
  const keys = keysAsked(one, key).map((name) => byKey.get(name));
  return { param: one, keys, scopes: scopesAsked(one, path), date } satisfies EffectiveQuestion;
}

const path = ['shop', 'region', 'group'];
const plain = param({ key: 'k', unset: 'none' });
const byTax = param({ dimension: 'tax-number+machine', unset: 'none' });
const today = '2026-05-15';
const until = { validTo: '2026-05-14' };
const from = { validFrom: '2026-05-16' };
const month = { validFrom: '2026-05-01', validTo: '2026-05-31' };
const locked = { locked: true };

/** The values that are set, the key asked, the value read, and of each link by whom it was set and why it is there. */
type Row = readonly [
  says: string,
  one: Param,
  values: readonly SetValue[],
  key: string,
  value: Json | undefined,
  chain: string,
];

const rows: readonly Row[] = [
  ['unset means what it says', plain, [], 'k', 'none', 'unset:unset'],
  ['unset may mean nothing', param({ key: 'k' }), [], 'k', undefined, 'unset:unset'],
  [
    'a preset holds before that',
    param({ key: 'k', preset: 'p' }),
    [],
    'k',
    'p',
    'preset:preset unset:shadowed',
  ],
  [
    'the nearest organisation wins',
    plain,
    [set('k', null, 's'), set('k', 'group', 'g'), set('k', 'shop', 'own')],
    'k',
    'own',
    'shop:holds group:shadowed system:shadowed unset:shadowed',
  ],
  ['a value of another branch is nothing here', plain, [set('k', 'other', 'x')], 'k', 'none', 'unset:unset'],
  [
    'an ancestor’s lock wins over all below it',
    plain,
    [set('k', null, 's'), set('k', 'region', 'r', locked), set('k', 'shop', 'own')],
    'k',
    'r',
    'shop:locked-out region:holds system:shadowed unset:shadowed',
  ],
  [
    'of two locks the upper one does',
    plain,
    [set('k', 'group', 'g', locked), set('k', 'region', 'r', locked)],
    'k',
    'g',
    'region:locked-out group:holds unset:shadowed',
  ],
  [
    'a lock that is over holds nobody',
    plain,
    [set('k', 'group', 'g', { ...locked, ...until }), set('k', 'shop', 'own')],
    'k',
    'own',
    'shop:holds group:expired unset:shadowed',
  ],
  [
    'a window goes before what holds otherwise',
    plain,
    [set('k', 'shop', 'always'), set('k', 'shop', 'may', month)],
    'k',
    'may',
    'shop:shadowed shop:holds unset:shadowed',
  ],
  [
    'before and after its window the other holds',
    plain,
    [set('k', 'shop', 'always'), set('k', 'shop', 'was', until), set('k', 'shop', 'comes', from)],
    'k',
    'always',
    'shop:holds shop:expired shop:not-valid-yet unset:shadowed',
  ],
  [
    'its last day is inside',
    plain,
    [set('k', 'shop', 'today', { validFrom: today, validTo: today })],
    'k',
    'today',
    'shop:holds unset:shadowed',
  ],
  [
    'a preset that was taken away is unset',
    param({ key: 'k', preset: 'p', unset: 'hidden' }),
    [set('k', null, null)],
    'k',
    'hidden',
    'system:holds preset:shadowed unset:shadowed',
  ],
  [
    'an empty text is a value',
    plain,
    [set('k', 'shop', ''), set('k', 'group', 'g')],
    'k',
    '',
    'shop:holds group:shadowed unset:shadowed',
  ],
  [
    'the tax number with its machine is asked before it alone',
    byTax,
    [set('T', 'shop', 'tax'), set('T:M', 'shop', 'machine')],
    'T:M',
    'machine',
    'shop:holds shop:shadowed unset:shadowed',
  ],
  [
    'but the nearest scope that says either wins',
    byTax,
    [set('T', 'shop', 'tax'), set('T:M', 'group', 'machine')],
    'T:M',
    'tax',
    'shop:holds group:shadowed unset:shadowed',
  ],
  [
    'a default stands in for instances nobody spoke of',
    byTax,
    [set(everyInstance, null, 'all'), set('X', 'shop', 'x')],
    'T:M',
    'all',
    'system:holds unset:shadowed',
  ],
  [
    'a machine of another tax number is nothing here',
    byTax,
    [set('U:M', 'shop', 'x')],
    'T:M',
    'none',
    'unset:unset',
  ],
  [
    'a locked default locks every instance below',
    byTax,
    [set(everyInstance, 'group', 'all', locked), set('T', 'shop', 'tax')],
    'T',
    'all',
    'shop:locked-out group:holds unset:shadowed',
  ],
  [
    'but not the one its own scope speaks of',
    byTax,
    [set(everyInstance, 'group', 'all', locked), set('T', 'group', 'mine'), set('T', 'shop', 'tax')],
    'T',
    'tax',
    'shop:holds group:shadowed group:shadowed unset:shadowed',
  ],
  [
    'what is not inherited stops at its organisation, the system speaks to all',
    param({ key: 'k', inherited: false }),
    [set('k', 'group', 'g', locked), set('k', null, 's')],
    'k',
    's',
    'system:holds unset:shadowed',
  ],
  [
    'a scope that the definition does not take says nothing',
    param({ key: 'k', scopes: ['system'] }),
    [set('k', 'shop', 'own'), set('k', null, 's')],
    'k',
    's',
    'system:holds unset:shadowed',
  ],
];

describe('a parameter', () => {
  it.each(rows)('%s', (_says, one, values, key, value, chain) => {
    const explained = explainParam(askedOf(one, values, key, path, today));
    expect(explained.value).toEqual(value);
    expect(
      explained.chain
        .map(({ from, set: by, reason }) => `${by ? (by.org ?? 'system') : from}:${reason}`)
        .join(' '),
    ).toBe(chain);
  });

  it.each<[string, Json | undefined, string, Json | undefined]>([
    ['named', { 1: 'D' }, '1', 'D'],
    ['not named, which is unset', { 1: 'D' }, '2', 'A'],
    ['no member of its own', { 1: 'D' }, 'toString', 'A'],
    ['one of a value for all', 'D', '2', 'D'],
    ['one of nothing', undefined, '2', undefined],
  ])('by source, one that is %s', (_says, value, member, read) => {
    expect(ofMember({ ...(value !== undefined && { value }) }, { unset: { value: 'A' } }, member)).toBe(read);
  });
});

describe('an instance', () => {
  it.each([
    ['tax-number', '91440300708461136T', true],
    ['tax-number', 'T:M', false],
    ['tax-number+machine', 'T:M', true],
    ['tax-number+machine', 'T:M:N', false],
    ['tax-number+machine', 'T:', false],
    ['form', 'invoice-application', true],
    ['source-system', 'Kingdee_Excel', true],
    ['source-system', '..', true],
    ['source-system', 'a b', false],
    ['source-system', '税', false],
    ['source-system', 'x'.repeat(65), false],
    ['tax-number', '', false],
    ['tax-number', '*', true],
    ['tax-number', '**', false],
  ] as const)('of %s may be %s: %s', (dimension, key, may) => {
    expect(isInstance(dimension, key)).toBe(may);
  });
});

describe('an address', () => {
  const limit = param({ key: 'limit' });
  const label = { zh: '类型', en: 'Type' };
  const types = new Map([['t', { type: 't', package: 'p', label, params: [byTax, limit] }]]);
  it.each<[string, string, string, Param | undefined]>([
    ['by its own key, before any instance', 't', 'limit', limit],
    ['by an instance', 't', 'T:M', byTax],
    ['not by what can be neither', 't', 'T M', undefined],
    ['not of a type nobody defined', 'u', 'limit', undefined],
  ])('is found %s', (_says, type, key, found) => {
    expect(addressOf({ params: types }, type, key)?.param).toBe(found);
  });
});

describe('a value is set', () => {
  const others = [set('k', 'shop', 'may', month), set('k', 'shop', 'always')];
  it.each<[string, SetValue, Param, readonly string[]]>([
    ['beside a window that ends before', set('k', 'shop', 'x', { validFrom: '2026-06-01' }), plain, []],
    [
      'not on its last day',
      set('k', 'shop', 'x', { validFrom: '2026-05-31' }),
      plain,
      ['/validFrom param-overlap'],
    ],
    ['not around it', set('k', 'shop', 'x', { validTo: '2027-01-01' }), plain, ['/validFrom param-overlap']],
    ['instead of itself', { ...set('k', 'shop', 'x', month) }, plain, []],
    [
      'not from after until before',
      set('k', 'shop', 'x', { validFrom: '2026-04-02', validTo: '2026-04-01' }),
      plain,
      ['/validTo param-window'],
    ],
    ['not as nothing', set('k', 'shop', null), plain, ['/value param-null']],
    ['as nothing where a package presets it', set('k', null, null), param({ key: 'k', preset: 'p' }), []],
    ['not below that', set('k', 'shop', null), param({ key: 'k', preset: 'p' }), ['/value param-null']],
    [
      'not for the system where it is for organisations',
      set('k', null, 'x'),
      param({ key: 'k', scopes: ['organisation'] }),
      [' param-not-for-system'],
    ],
    [
      'not where its definition takes none',
      set('k', 'shop', 'x'),
      param({ key: 'k', scopes: ['system'] }),
      [' param-not-for-organisation'],
    ],
  ])('%s', (_says, next, one, problems) => {
    expect(settingProblems(next, others, one).map(({ path: at, code }) => `${at} ${code}`)).toEqual(problems);
  });

  it('not below a lock, which is named; on its own scope it may', () => {
    const { keys, scopes } = askedOf(
      plain,
      [set('k', 'group', 'g', locked), set('k', 'region', 'r', locked)],
      'k',
      path,
      today,
    );
    expect(lockAbove({ keys, scopes }, 'shop', today)?.org).toBe('group');
    expect(lockAbove({ keys, scopes }, 'group', today)).toBeUndefined();
  });
});

const worlds = definitions.chain((one) =>
  fc.record({
    one: fc.constant(one),
    line: trees,
    values: valuesOf(one),
    key: keysOf(one),
    org: fc.constantFrom(...orgs),
    date: day,
  }),
);

describe('whatever is set anywhere', () => {
  it('is read as the slow way of saying it reads it, and explained as it is read', () => {
    fc.assert(
      fc.property(worlds, ({ one, line, values, key, org, date }) => {
        const asked = askedOf(one, values, key, line(org), date);
        const effective = effectiveValue(asked);
        expect(effective?.id).toBe(slowly(one, values, key, line(org), date)?.id);
        const { holds, chain, value } = explainParam(asked);
        expect(holds.set?.id).toBe(effective?.id);
        expect(value).toEqual(effective?.value ?? one.preset ?? one.unset.value);
        const reasons: LinkReason[] = ['holds', 'preset', 'unset'];
        expect(chain.filter(({ reason }) => reasons.includes(reason))).toHaveLength(1);
        for (const { reason, by } of chain)
          if (reason === 'locked-out') expect(by).toMatchObject({ id: effective?.id, locked: true });
      }),
    );
  });

  it('is not changed by what it shadows, locks out, or what does not hold on the day', () => {
    fc.assert(
      fc.property(worlds, ({ one, line, values, key, org, date }) => {
        const { holds, chain } = explainParam(askedOf(one, values, key, line(org), date));
        for (const { set: other, reason } of chain) {
          // A shadowed value may itself keep a lock of its scope from holding.
          if (!other || reason === 'holds' || reason === 'shadowed') continue;
          const without = values.filter(({ id }) => id !== other.id);
          expect(effectiveValue(askedOf(one, without, key, line(org), date))?.id).toBe(holds.set?.id);
        }
      }),
    );
  });

  it('a lock is read by everybody below, whoever they are moved under', () => {
    fc.assert(
      fc.property(worlds, ({ one, line, values, key, date }) => {
        for (const org of orgs) {
          const [, ...above] = line(org);
          const asked = askedOf(one, values, key, line(org), date);
          const lock = lockAbove(asked, org, date);
          if (!lock || !asked.scopes.includes(org)) continue;
          expect(effectiveValue(asked)?.id).toBe(lock.id);
          if (one.inherited !== false && lock.org !== null) expect(above).toContain(lock.org);
        }
      }),
    );
  });
});
