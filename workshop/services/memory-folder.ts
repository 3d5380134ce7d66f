import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Room enough for every database and browser profile that the suites hold at a time, a few times over. */
const enough = 4 * 2 ** 30;

/**
 * A new folder whose files live in memory, where the machine has such a place with room: databases of tests then wait
 * for no disk. It goes with the process. Null elsewhere.
 */
export function memoryFolder(): string | null {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize < enough) return null;
    accessSync('/dev/shm', constants.W_OK | constants.X_OK);
  } catch {
    return null;
  }
  const folder = mkdtempSync(join('/dev/shm', 'guiju-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
