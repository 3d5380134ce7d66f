import type { Egress } from '../../access/egress/egress.ts';
import { sendDatagrams } from '../../access/egress/send-datagrams.ts';
import { sendStream } from '../../access/egress/send-stream.ts';
import type { ForwardedEntry } from './forwarded-entry.ts';
import { syslogMessage } from './syslog-message.ts';

interface SyslogPlace {
  readonly over: 'tcp' | 'tls' | 'udp';
  readonly host: string;
  readonly port: number;
}

/** Bytes of a datagram: a longer one is not sent by any network. */
const longestDatagram = 60_000;

/** Sends a datagram an entry (RFC 5426), or all on one connection, each behind the number of its bytes (RFC 6587, 5425). */
export function sendSyslog(
  { over, host, port }: SyslogPlace,
  egress: Egress,
  entries: readonly ForwardedEntry[],
  hostname: string,
  signal: AbortSignal,
): Promise<void> {
  if (over === 'udp')
    return sendDatagrams(
      { host, port },
      entries.map((entry) => datagramOf(entry, hostname)),
      signal,
    );
  const target = { host, port, by: 'operator', isSecure: over === 'tls' } as const;
  return sendStream(
    egress,
    target,
    entries.map((entry) => counted(syslogMessage(entry, hostname))),
    signal,
  );
}

function counted(message: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(message)} ${message}`);
}

function datagramOf(entry: ForwardedEntry, hostname: string): Buffer {
  const whole = Buffer.from(syslogMessage(entry, hostname));
  return whole.length > longestDatagram ? Buffer.from(syslogMessage(entry, hostname, 'detail')) : whole;
}
