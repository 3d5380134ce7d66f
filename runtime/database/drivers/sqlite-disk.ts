import { closeSync, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';

/** The disk below a file of SQLite. */
export interface SqliteDisk {
  /** Fulfilled once it has confirmed all that is in the log; whoever waits for it keeps nobody waiting. */
  confirm(): Promise<void>;
  close(): Promise<void>;
}

const opened = promisify(open);
const confirmed = promisify(fdatasync);

/**
 * The log is a file of its own, on which SQLite has no locks: to close the file itself would give up those of all
 * connections of the process.
 */
export function openDisk(file: string): SqliteDisk {
  let log: Promise<number> | undefined;
  return {
    async confirm() {
      // A disk that could not be asked once is asked anew.
      log ??= opened(`${file}-wal`, 'r+').catch((error: unknown) => {
        log = undefined;
        throw error;
      });
      await confirmed(await log);
    },
    async close() {
      await log?.then(closeSync, () => {});
    },
  };
}
