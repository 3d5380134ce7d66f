import { expect, it } from 'vitest';
import { seenSettings } from './parameter-read.ts';

it('what one may not see is nothing that could be changed', () => {
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
  expect(seenSettings({ own: [{ ...place, hidden: true }, seen] })).toEqual([seen]);
});
