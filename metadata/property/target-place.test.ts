import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extensionSchema, paramsSchema } from '../schema/file-schemas.ts';
import { findTarget, paramTargets, targets } from '../targets.ts';
import { askedBy, optionAt, placeSegments } from './target-place.ts';

const all = [...targets, ...paramTargets].map(({ at }) => at);
/** What is stored of an option, and the number of a role, are whatever people write. */
const said = ['r', 'a/b', '/', '//', 'c.d/', '/e', 'a/label', 'options/r/label', 'No.', 'roles/x'] as const;

/** The parts of a kind of target: where it stands, and whether its last name is whatever people write. */
function partsOf(at: string) {
  const isOption = at.includes('/options/*/');
  const isRole = at.endsWith('/roles/*');
  const filled = (name: string) => {
    const [first = '', ...rest] = at.split(/(?<=\/options\/)\*|(?<=\/roles\/)\*/);
    return [first.replaceAll('*', 'it'), ...rest].join(name);
  };
  return { isOption, isRole, filled };
}

describe.each(all)('%s', (at) => {
  const { isOption, isRole, filled } = partsOf(at);
  it.each(isOption || isRole ? said : ['it'])('is found with %s in it, and taken apart', (name) => {
    const target = filled(name);
    expect(findTarget(target)?.at).toBe(at);
    const { place, property } = askedBy(target);
    expect([place, ...property].filter((part) => part !== '').join('/')).toBe(target);
    if (isRole) expect(property).toEqual(['roles', name]);
    if (isOption) expect(optionAt(place)?.value).toBe(name);
    // Files may say it, so their schema knows it as well.
    const [schema, start] = at.startsWith('params/') ? [paramsSchema, 'params/it/'] : [extensionSchema, ''];
    const members = (schema as { properties?: Record<string, { patternProperties?: object }> }).properties;
    const patterns = Object.keys(members?.['set']?.patternProperties ?? {});
    expect(patterns.some((one) => new RegExp(one).test(target.slice(start.length)))).toBe(true);
  });
});

describe('a place', () => {
  const name = fc.string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom('a', '/', '.', 'options', '~'),
  });
  it('of an option is the one that was named, whatever it is called', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('label', 'order', 'hidden'), (value, property) => {
        for (const of of ['fields/lines.colour', 'params/pdf/format']) {
          const place = `${of}/options/${value}`;
          expect(optionAt(place)).toEqual({ of, value });
          expect(placeSegments(place).join('/')).toBe(place);
          expect(askedBy(`${place}/${property}`)).toEqual({ place, property: [property] });
        }
      }),
    );
  });

  it.each([
    '',
    'fields/options',
    'layout/tabs/options',
    'rules/options',
    'params/pdf/options',
    'fields/a/options',
  ])('of something else is no option: %s', (place) => {
    expect(optionAt(place)).toBeUndefined();
  });
});
