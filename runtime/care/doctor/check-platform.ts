import type { Database } from '../../database/database.ts';
import { type Finding, ok } from './finding.ts';
import { harmFindings } from './harm-findings.ts';
import { harmedPlatform } from './harmed-platform.ts';

/** Checks whether the platform's own tables can be read and say what can be so. */
export async function checkPlatform(database: Database): Promise<readonly Finding[]> {
  const found = await harmFindings(harmedPlatform(database));
  return found.length > 0 ? found : [ok('doctor-platform')];
}
