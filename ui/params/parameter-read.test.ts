import { expect, it } from 'vitest';
import type { Parameter } from './parameter-data.ts';
import { seenSettings, settingItems } from './parameter-read.ts';

const place = { key: 'k', scope: 'system', org: null } as const;
const seen = {
  ...place,
  id: '1',
  revision: 7,
  value: 'a',
  raw: null,
  validFrom: null,
  validTo: null,
  locked: false,
  by: null,
  at: null,
  reason: null,
};

it('what one may not see is nothing that could be changed', () => {
  expect(seenSettings({ own: [{ ...place, hidden: true }, seen] })).toEqual([seen]);
});

it('a value whose days become others is taken away where it stands', () => {
  const parameter = { key: 'k', definition: { type: 't' } } as Parameter;
  const edited = { id: '1', value: 'b', validFrom: '', validTo: '', locked: false, reason: '' };
  const [again, ...others] = settingItems(parameter, 'system', edited, seen);
  expect([again, others]).toMatchObject([{ action: 'set', value: 'b', validFrom: null, ifMatch: 7 }, []]);
  const moved = settingItems(parameter, 'system', { ...edited, validFrom: '2031-01-01' }, seen);
  expect(moved).toEqual([
    {
      action: 'set',
      type: 't',
      key: 'k',
      org: null,
      value: 'b',
      locked: false,
      validFrom: '2031-01-01',
      validTo: null,
    },
    { action: 'unset', type: 't', key: 'k', org: null, validFrom: null, validTo: null, ifMatch: 7 },
  ]);
  expect(settingItems(parameter, 'system', edited, undefined)).toHaveLength(1);
});
