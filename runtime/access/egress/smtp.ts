import type { Transporter } from 'nodemailer';
import type { Mailbox } from '../../config/smtp.ts';
import type { Egress, SaidBy } from './egress.ts';

export type { Transporter };

/** A mailbox, and whose word it is that its server is called. */
export type MailboxSaid = Mailbox & { readonly by: SaidBy };

/** Milliseconds. */
export interface SmtpPatience {
  readonly connectionTimeout: number;
  readonly greetingTimeout: number;
  readonly socketTimeout: number;
}

const usual: SmtpPatience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };

/** Over a connection that is made already, so that nobody looks the name up once more; TLS goes by the name. */
export async function smtpTo(
  egress: Egress,
  { host, port, ssl, user, password, by }: MailboxSaid,
  signal: AbortSignal,
  patience = usual,
): Promise<Transporter> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patience.connectionTimeout)]);
  const connection = await egress.connect({ host, port, by }, limit);
  connection.on('error', () => {});
  // A server that sends no mail carries no library for it.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    connection,
    host,
    port,
    secure: ssl,
    ...patience,
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    // A template names no files of the server and no addresses to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
