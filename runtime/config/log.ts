import { type Logger, pino } from 'pino';
import { currentSpan } from '../common/traces/trace.ts';
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
    mixin: placeInTrace,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination);
}

/** By which a line is found from a trace, and a trace from a line. */
function placeInTrace(): object {
  const span = currentSpan();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
