import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

/** Structured lines on standard output; the one door to pino. */
export type Log = Logger;

/** Never in a log, whoever hands it over. */
const redact = ['password', '*.password', 'token', '*.token', 'headers.authorization', 'headers.cookie'];

export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    redact,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination ? pino(options, destination) : pino(options);
}
