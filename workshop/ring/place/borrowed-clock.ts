import { renameSync, writeFileSync } from 'node:fs';

/** A clock of its own for processes: they read from a file by how much it is ahead. */
export interface BorrowedClock {
  /** What a process is started with to go by it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Puts it ahead by so many seconds, or back. */
  set(seconds: number): void;
}

/** `library`: that of libfaketime. Clocks that only measure how long something takes go on as they were. */
export function borrowClock(library: string, file: string): BorrowedClock {
  const set = (seconds: number) => {
    // Nobody reads half of it.
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${file}.new`, file);
  };
  set(0);
  return {
    set,
    environment: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DONT_RESET: '1',
      FAKETIME_NO_CACHE: '0',
    },
  };
}
