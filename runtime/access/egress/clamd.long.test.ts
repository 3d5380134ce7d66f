import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningClamd, startClamd } from '../../../workshop/services/clamd.ts';
import type { Scan } from '../../storage/contents/scan.ts';
import { openClamd } from './clamd.ts';

// In two parts: a file of this house that holds it whole would be harmful itself.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const own = 'a text that harms nobody but is looked for';
const largest = 2 * 1024 * 1024;

describe('clamd of Debian', () => {
  let clamd: RunningClamd;
  let scan: Scan;
  beforeAll(async () => {
    clamd = await startClamd({ 'Hand.Eicar': eicar, 'Hand.Own': own }, largest);
    scan = openClamd({ path: clamd.path });
  }, 240_000);
  afterAll(() => clamd.close());

  const judged = (...pieces: readonly (string | Uint8Array)[]) =>
    scan(async function* () {
      for (const piece of pieces) yield Buffer.from(piece);
    });

  it.each([
    ['knows no harm of a text', ['nothing'], { verdict: 'clean' }],
    ['takes a content of no bytes', [], { verdict: 'clean' }],
    ['finds EICAR', [eicar], { verdict: 'harmful', name: 'Hand.Eicar.UNOFFICIAL' }],
    [
      'finds what stands across two pieces',
      ['x'.repeat(70_000), own.slice(0, 9), own.slice(9)],
      { verdict: 'harmful', name: 'Hand.Own.UNOFFICIAL' },
    ],
    [
      'says that a content is larger than it takes',
      Array.from({ length: 64 }, () => Buffer.alloc(65_536)),
      { verdict: 'too-large' },
    ],
    [
      'takes as much as it says',
      Array.from({ length: 31 }, () => Buffer.alloc(65_536)),
      { verdict: 'clean' },
    ],
  ] as const)('%s', async (_, pieces, verdict) => {
    expect(await judged(...pieces)).toEqual(verdict);
  });

  it('is away once it has ended, and what it cannot judge is held back', async () => {
    await clamd.close();
    await expect(judged('nothing')).rejects.toMatchObject({ code: 'scanner-away', status: 503 });
  });
});
