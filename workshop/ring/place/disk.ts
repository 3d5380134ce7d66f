import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A folder with so much room and no more, which can be filled. */
export interface Disk {
  readonly folder: string;
  /** Leaves no room at all. */
  fill(): void;
  free(): void;
  end(): void;
}

/** A disk of so many megabytes in memory; null where this machine lets nobody make one. */
export function makeDisk(folder: string, megabytes: number): Disk | null {
  mkdirSync(folder, { recursive: true });
  const asked = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder];
  if (spawnSync('mount', asked).status !== 0) return null;
  const ballast = join(folder, 'ballast');
  const end = () => {
    spawnSync('umount', ['--lazy', folder]);
  };
  process.once('exit', end);
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      spawnSync('fallocate', ['--length', String(bavail * bsize), ballast]);
    },
    free() {
      rmSync(ballast, { force: true });
    },
    end() {
      process.off('exit', end);
      end();
    },
  };
}
