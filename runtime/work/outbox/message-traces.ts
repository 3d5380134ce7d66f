import { currentSpan, placeIn, type TracePlace, traceparentOf } from '../../common/traces/trace.ts';
import type { Connection } from '../../database/connection.ts';

interface Noting {
  /** Id of the message. */
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A `traceparent`; null: nothing is followed there. Default: of the place at which this is called. */
  readonly trace?: string | null;
}

/**
 * Notes the place in a trace at which somebody asked for a message, in the transaction that writes it: when it goes out,
 * that may be long over. Nothing is noted where nothing is followed.
 */
export async function noteTrace(
  tx: Connection,
  { message, at, trace = traceparentOf(currentSpan()) }: Noting,
): Promise<void> {
  if (trace === null) return;
  await tx.run('DELETE FROM gj_message_trace WHERE message = ?', [message]);
  await tx.run('INSERT INTO gj_message_trace (message, trace, at) VALUES (?, ?, ?)', [message, trace, at]);
}

/** The place at which a message was asked for; null: none is known. */
export async function traceOf(reader: Connection, message: string): Promise<TracePlace | null> {
  const row = await reader.first<{ trace: string }>('SELECT trace FROM gj_message_trace WHERE message = ?', [
    message,
  ]);
  return placeIn(row?.trace);
}

/** Forgets those that are older than this. */
export async function sweepTraces(connection: Connection, before: number): Promise<void> {
  await connection.run('DELETE FROM gj_message_trace WHERE at < ?', [before]);
}
