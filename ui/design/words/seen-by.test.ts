import { expect, it } from 'vitest';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import { strategy } from '../../../rules/sharing/index.ts';
import { seenOf, sharingOf } from './seen-by.ts';

it.each(['own', 'given'] as const)('a form whose records are seen by %s allows that and no more', (seen) => {
  const sharing = sharingOf('document', seen);
  if (typeof sharing !== 'object') throw new Error('it is shared');
  const reaches = sharing.allowed.map((name) => strategy(name).reach);
  const known = seen === 'own' ? ['creator'] : ['creator', 'assigned', 'assigned'];
  expect(reaches).toEqual(known);
  expect(seenOf(sharing).seen).toBe(seen);
});

it('a form that allows every way is told with all of them', () => {
  const { seen, text } = seenOf({ allowed: [...sharingStrategies], default: 'private' });
  expect(seen).toBe('');
  expect(text).toContain('全局共享');
});
