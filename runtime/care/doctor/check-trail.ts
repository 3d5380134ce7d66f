import type { Database } from '../../database/database.ts';
import { flawWords } from '../trail/flaw-words.ts';
import { verifyTrail } from '../trail/verify-trail.ts';
import { type Finding, fail, ok } from './finding.ts';

const shown = 5;

/** Checks whether the audit trail is what its chain sealed. */
export async function checkTrail(database: Database): Promise<readonly Finding[]> {
  const first: string[] = [];
  const { entries, newest, flaws } = await database.snapshot((reader) =>
    verifyTrail(reader, [], (flaw) => {
      const { code, params } = flawWords(flaw);
      const { link = '', entry = '' } = params;
      if (first.length < shown)
        first.push([code.slice('trail-'.length), link, entry].filter(Boolean).join(' '));
    }),
  );
  if (flaws > 0) return [fail('doctor-trail-broken', { count: flaws, first })];
  return newest ? [ok('doctor-trail', { entries, mark: newest.mark })] : [];
}
