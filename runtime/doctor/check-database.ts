import { migrations } from '../../migrations/migrations.ts';
import type { Database } from '../database/database.ts';
import { appliedMigrations, restoreMark } from '../database/migrate.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Reachable, of what version and settings, sound, on the right time, with today's platform tables. */
export async function checkDatabase(database: Database, clock: () => number): Promise<readonly Finding[]> {
  const { product, version, settings } = await database.about();
  const findings: Finding[] = [ok('doctor-database', { product, version })];
  for (const { name, value, right } of settings)
    findings.push((right ? ok : warn)(right ? 'doctor-setting' : 'doctor-setting-wrong', { name, value }));
  findings.push(await checkClock(database, clock));
  const damage = await database.check();
  findings.push(
    damage.length === 0
      ? ok('doctor-sound')
      : fail('doctor-damaged', { count: damage.length, first: damage.slice(0, 3) }),
  );
  return [...findings, await checkMigrations(database)];
}

const tolerated = 2_000;

/** Leases and expiry go by the database's clock, sessions and history by this machine's. */
async function checkClock(database: Database, clock: () => number): Promise<Finding> {
  const before = clock();
  const row = await database.first<{ now: number }>(`SELECT ${database.dialect.now} AS now`);
  const apart = Math.round(Number(row?.now ?? 0) - (before + clock()) / 2);
  const seconds = (Math.abs(apart) / 1000).toFixed(1);
  return Math.abs(apart) > tolerated
    ? warn('doctor-clock-apart', { seconds })
    : ok('doctor-clock', { seconds });
}

async function checkMigrations(database: Database): Promise<Finding> {
  const done = await appliedMigrations(database);
  const known = Object.keys(migrations);
  if (done.includes(restoreMark)) return fail('restore-unfinished');
  const stranger = done.find((name) => !known.includes(name));
  if (stranger !== undefined) return fail('doctor-migrations-newer', { name: stranger });
  const missing = known.filter((name) => !done.includes(name));
  if (done.length === 0) return warn('doctor-migrations-none');
  return missing.length > 0
    ? warn('doctor-migrations-wait', { missing })
    : ok('doctor-migrations', { count: done.length });
}
