import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

/** Structured lines; the one door to pino. */
export type Log = Logger;

/** Never in a log, whoever hands it over. */
const redact = ['password', '*.password', 'token', '*.token', 'headers.authorization', 'headers.cookie'];

/** `destination` default: nowhere. It must not make anybody wait. */
export function createLog(
  level: LogLevel,
  destination: { write(line: string): void } = { write: () => {} },
): Log {
  const options = {
    level,
    base: null,
    redact,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination);
}
