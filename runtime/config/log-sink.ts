import { fstatSync, write } from 'node:fs';

/** The way of log lines to their output, without anybody ever waiting for them. */
export interface LogSink {
  write(line: string): void;
  /** How many lines found no place since the start. */
  dropped(): number;
  /** Gives what is waiting a moment to be written; what comes then is dropped. */
  close(): Promise<void>;
}

/** Standard output, or what stands in for it. */
export interface LogStream {
  readonly fd: number;
  write(bytes: Uint8Array, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: () => void): unknown;
}

export interface LogSinkOptions {
  /** Characters that may wait, about. Default: 4,000,000. */
  readonly most?: number;
  /** How long the other side gets at the end, in milliseconds. Default: 1,000. */
  readonly farewell?: number;
  /** How long it is left alone after it could not be written, in milliseconds. Default: 1,000. */
  readonly pause?: number;
}

/**
 * Lines are written one lot after another in the background. While they cannot be, as nobody reads, they wait up to
 * a limit; what comes beyond it, and what the disk refuses, is dropped and counted, and a line says how many as soon
 * as there is room again.
 */
export function createLogSink(
  stream: LogStream,
  { most = 4_000_000, farewell = 1_000, pause = 1_000 }: LogSinkOptions = {},
): LogSink {
  const send = sender(stream);
  let waiting: string[] = [];
  let size = 0;
  let [total, unwritten] = [0, 0];
  let [busy, torn, closed] = [false, false, false];
  let emptied = () => {};

  function pump(): void {
    if (busy) return;
    if (waiting.length === 0) {
      emptied();
      return;
    }
    busy = true;
    const lot = waiting;
    const lost = unwritten;
    [waiting, size] = [[], 0];
    // Half a line may stand there: the next one begins on a line of its own.
    const head = (torn ? '\n' : '') + (lost > 0 ? droppedLine(lost) : '');
    send(Buffer.from(head + lot.join('')), (failed, begun) => {
      torn = failed && (begun || torn);
      if (failed) drop(lot.length);
      else unwritten -= lost;
      const again = () => {
        busy = false;
        pump();
      };
      if (failed && !closed) setTimeout(again, pause).unref();
      else again();
    });
  }

  function drop(lines: number): void {
    total += lines;
    unwritten += lines;
  }

  return {
    write(line) {
      if (closed || size + line.length > most) {
        drop(1);
        return;
      }
      waiting.push(line);
      size += line.length;
      pump();
    },
    dropped: () => total,
    close: () =>
      new Promise((resolve) => {
        closed = true;
        const late = setTimeout(resolve, farewell);
        emptied = () => {
          clearTimeout(late);
          resolve();
        };
        pump();
      }),
  };
}

function droppedLine(dropped: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: 'warn', time, dropped, msg: 'lines of log were dropped' })}\n`;
}

type Sent = (failed: boolean, begun: boolean) => void;

/** Pipes tell when somebody has read; writing to a file keeps only a thread beside waiting. */
function sender(stream: LogStream): (bytes: Uint8Array, sent: Sent) => void {
  // The reader is gone: each write says so itself.
  stream.on('error', () => {});
  const kind = fstatSync(stream.fd);
  if (kind.isFIFO() || kind.isSocket())
    return (bytes, sent) => void stream.write(bytes, (error) => sent(Boolean(error), false));
  return (bytes, sent) => {
    const from = (at: number): void =>
      write(stream.fd, bytes, at, bytes.length - at, null, (error, written) => {
        if (error) sent(true, at > 0);
        else if (at + written < bytes.length) from(at + written);
        else sent(false, false);
      });
    from(0);
  };
}
