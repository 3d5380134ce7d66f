import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { userType } from './attributes.ts';
import { fitsFilter, ofResource } from './fits-filter.ts';
import { patchResource } from './patch-resource.ts';
import { readFilter, readPath } from './read-filter.ts';
import { readResource } from './read-resource.ts';
import { comparing, type ScimFilter, type ScimPath } from './scim-filter.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const path: fc.Arbitrary<ScimPath> = fc.record({
  schema: fc.constantFrom(null, enterprise, userType.schema),
  names: fc.constantFrom(
    ['userName'],
    ['name', 'formatted'],
    ['emails', 'value'],
    ['emails'],
    ['x-y_1', '$ref'],
  ),
});
const literal = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);
const { filter } = fc.letrec<{ filter: ScimFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    fc.record({ op: fc.constant('pr' as const), path }),
    fc.record({ op: fc.constantFrom(...comparing), path, value: literal }),
    fc.record({ op: fc.constant('not' as const), filter: tie('filter') }),
    fc.record({ op: fc.constant('some' as const), path, filter: tie('filter') }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      filters: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const pathText = ({ schema, names }: ScimPath) => `${schema === null ? '' : `${schema}:`}${names.join('.')}`;

/** Written with no more brackets than the grammar needs, in any case. */
function written(one: ScimFilter, inside: 'or' | 'and' | 'one', upper: boolean): string {
  const said = (word: string) => (upper ? word.toUpperCase() : word);
  switch (one.op) {
    case 'and':
    case 'or': {
      const parts = one.filters.map((each) => written(each, one.op === 'or' ? 'and' : 'one', upper));
      const text = parts.join(` ${said(one.op)} `);
      return inside === 'or' || (inside === 'and' && one.op === 'and') ? text : `(${text})`;
    }
    case 'not':
      return `${said('not')} (${written(one.filter, 'or', upper)})`;
    case 'pr':
      return `${pathText(one.path)} ${said('pr')}`;
    case 'some':
      return `${pathText(one.path)}[${written(one.filter, 'or', upper)}]`;
    default:
      return `${pathText(one.path)} ${said(one.op)} ${JSON.stringify(one.value)}`;
  }
}

const resource = fc.record({
  userName: fc.constantFrom('ann', 'Ann', 'bob', ''),
  active: fc.boolean(),
  emails: fc.array(
    fc.record({
      value: fc.constantFrom('a@b.cn', 'A@b.cn', 'c@d.cn'),
      type: fc.constantFrom('work', 'home'),
    }),
    { maxLength: 3 },
  ),
});

describe('a filter', () => {
  it('is read as it was written, in any case and with only the brackets it needs', () => {
    fc.assert(
      fc.property(filter, fc.boolean(), (tree, upper) => {
        expect(readFilter(written(tree, 'or', upper))).toEqual({ ok: true, value: tree });
      }),
    );
  });

  it('is read or refused at a character, whatever was sent, and so is a path', () => {
    const words = [
      '(',
      ')',
      '[',
      ']',
      ' ',
      '.',
      '"',
      '\\',
      'not',
      'and',
      'or',
      'pr',
      'eq',
      'a',
      'urn:',
      '1',
      '-',
      '字',
    ];
    const anything = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        for (const read of [readFilter(text), readPath(text)])
          if (!read.ok) expect(read.at >= 0 && read.at <= text.length).toBe(true);
      }),
    );
    const deep = `${'('.repeat(4_000)}a pr${')'.repeat(4_000)}`;
    expect(readFilter(deep).ok).toBe(false);
    expect(readFilter(`a eq "${'x'.repeat(20_000)}"`)).toEqual({ ok: false, at: 0 });
  });

  it('fits just where its contrary does not', () => {
    const fits = (tree: ScimFilter, one: JsonObject) => fitsFilter(tree, one, ofResource(userType));
    fc.assert(
      fc.property(filter, resource, (tree, one) => {
        expect(fits({ op: 'not', filter: tree }, one)).toBe(!fits(tree, one));
      }),
    );
    fc.assert(
      fc.property(path, literal, resource, (of, value, one) => {
        expect(fits({ op: 'ne', path: of, value }, one)).toBe(!fits({ op: 'eq', path: of, value }, one));
      }),
    );
  });

  it.each([
    ['emails.value eq "A@B.CN"', true],
    ['emails eq "a@b.cn"', true],
    ['emails[type eq "home" and value eq "a@b.cn"]', false],
    ['emails.type eq "home" and emails.value eq "a@b.cn"', true],
    ['id eq "X"', false],
    ['id eq "x"', true],
    ['meta.created lt "2026-01-01T00:00:00+01:00"', true],
    ['meta.created lt "2025-12-31T22:00:00Z"', false],
    ['nickName eq null and title ne "x"', true],
    ['active eq true or active eq "True"', true],
    ['userName gt "Ana" and userName le "ANN"', true],
    ['name.familyName pr', false],
  ])('%s: %s', (text, expected) => {
    const read = readFilter(text);
    const one = {
      id: 'x',
      userName: 'ann',
      active: true,
      emails: [
        { value: 'a@b.cn', type: 'work' },
        { value: 'c@d.cn', type: 'home' },
      ],
      meta: { created: '2025-12-31T22:30:00Z' },
    };
    expect(read.ok && fitsFilter(read.value, one, ofResource(userType))).toBe(expected);
  });
});

describe('a patch', () => {
  const patched = (one: JsonObject, ...Operations: readonly Json[]) =>
    patchResource(userType, one, { Operations });

  it('that replaces everything is the resource itself, as is one that is done twice', () => {
    fc.assert(
      fc.property(resource, resource, (one, other) => {
        const wanted = readResource(userType, other);
        const once = patched(readResource(userType, one), { op: 'replace', value: other });
        for (const [name, value] of Object.entries(wanted)) expect(once[name]).toEqual(value);
        expect(patched(once, { op: 'replace', value: other })).toEqual(once);
      }),
    );
  });

  it('adds a value once, and has one primary value', () => {
    const emails = [{ value: 'a@b.cn', type: 'work', primary: true }];
    const more = { value: 'c@d.cn', type: 'home', primary: true };
    const next = patched({ emails }, { op: 'add', path: 'emails', value: [more, { value: 'a@b.cn' }] });
    expect(next).toEqual({ emails: [{ ...emails[0], primary: false }, more] });
  });
});
