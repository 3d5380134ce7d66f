import { describe, expect, it } from 'vitest';
import { type GuidePath, guideSteps, isTaken, stillDone } from './guide.ts';

const path: GuidePath = { org: 'SUZHOU', rules: 'items', documents: ['a', 'b'] };

describe('a step of the guide is taken', () => {
  it.each([
    ['org', { org: 'SUZHOU' }, true],
    ['org', { org: 'SHANGHAI' }, false],
    ['document', { documents: ['a'] }, true],
    ['document', { documents: ['b'] }, false],
    ['rules', { rules: 'items' }, true],
    ['rules', { rules: 'others' }, false],
    ['match', { rules: 'items', documents: ['a'] }, true],
    ['match', { rules: 'items', documents: [] }, false],
    ['match', { rules: 'others', documents: ['a'] }, false],
    ['batch', { rules: 'items', documents: ['c', 'b', 'a'] }, true],
    ['batch', { rules: 'items', documents: ['a'] }, false],
    ['batch', { rules: 'others', documents: ['a', 'b'] }, false],
  ] as const)('%s with %j: %s', (step, taken, is) => expect(isTaken(step, taken, path)).toBe(is));
});

describe('of steps that were taken', () => {
  it.each([
    ['all stay with the same things', {}, ['org', 'document', 'rules', 'match']],
    [
      'those with the first document stay with it',
      { documents: ['a'] },
      ['org', 'document', 'rules', 'match'],
    ],
    ['those with another one go', { documents: ['b', 'a'] }, ['org', 'rules']],
    ['those with other rules go', { rules: 'others' }, ['org', 'document']],
    ['that of another organisation goes', { org: 'SHANGHAI' }, ['document', 'rules', 'match']],
  ] as const)('%s', (_, change, stay) => {
    const done = ['org', 'document', 'rules', 'match'] as const;
    expect(stillDone({ done, away: false, path }, { ...path, ...change })).toEqual(stay);
  });

  it('all stay for whoever took them all, and none where nobody was led', () => {
    const others: GuidePath = { org: 'O', rules: 'r', documents: ['d'] };
    expect(stillDone({ done: guideSteps, away: false, path }, others)).toEqual(guideSteps);
    expect(stillDone({ done: ['org'], away: false, path: null }, path)).toEqual([]);
  });
});
