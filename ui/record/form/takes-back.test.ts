import { describe, expect, it } from 'vitest';
import type { ActionSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { turnsSwitches } from './takes-back.ts';

const byId = new Map(
  [
    ['closed', 'boolean'],
    ['state', 'choice'],
  ].map(([id = '', name]) => [id, { kind: { name } }]),
) as unknown as FormModel['byId'];

describe('an action that turns switches', () => {
  it.each([
    ['turns one on', { fields: { closed: true } }, true],
    ['turns one off', { fields: { closed: false } }, true],
    ['moves a state as well', { fields: { closed: true, state: 'B' } }, false],
    ['moves a state', { fields: { state: 'B' } }, false],
    ['does what a server does', {}, false],
    ['sets nothing', { fields: {} }, false],
  ] as const)('%s', (_, params, turns) => {
    expect(turnsSwitches({ name: 'do', params } as unknown as ActionSource, { byId })).toBe(turns);
  });
});
