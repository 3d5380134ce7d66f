import { describe, expect, it } from 'vitest';
import { knownWith } from '../../metadata/domain.ts';
import { knownToPackages } from '../../rules/einvoicing/known-to-packages.ts';
import { drawings } from '../einvoicing/drawings.ts';
import { pathsOf } from '../kit/base/icons.ts';

describe('Icons of the menu', () => {
  it('of the platform are drawn by it', () => {
    for (const name of Object.keys(knownWith([], []).icons)) expect(pathsOf(name), name).toMatch(/^M/);
  });

  it('of a domain are drawn by that domain, and by nobody else', () => {
    const names = Object.keys(knownToPackages.icons);
    expect(Object.keys(drawings).toSorted()).toEqual(names.toSorted());
    for (const name of names) expect(pathsOf(name), name).toBeUndefined();
  });
});
