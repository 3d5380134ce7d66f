import { Transform } from 'node:stream';
import type { Egress } from '../../access/egress/egress.ts';
import { type MailboxSaid, smtpTo, type Transporter } from '../../access/egress/smtp.ts';
import { Refusal } from '../../common/refusal.ts';
import type { LinkedPlace } from '../../work/links/linked-place.ts';
import { notAllowed } from './common/not-allowed.ts';
import type { Failure, Outcome } from './common/sender.ts';

export interface MailFile {
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType?: string;
  /** Where it can be read as well. Default: nowhere. */
  readonly place?: LinkedPlace;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  /** The same for every attempt, so that a server that knows it can tell them apart from two mails. */
  readonly messageId: string;
  readonly attachments: readonly MailFile[];
}

/** Somebody sits before a page and waits. */
const trying = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 10_000 };

/** Sends by SMTP. The server's answer is an outcome: refused for good, to be tried again, or unknown. */
export async function sendBy(
  egress: Egress,
  mailbox: MailboxSaid,
  mail: Mail,
  signal: AbortSignal,
): Promise<Outcome> {
  const content = { begun: false };
  let transport: Transporter | undefined;
  try {
    transport = await smtpTo(egress, mailbox, signal);
    // The content is read once the server has agreed to take it.
    transport.use('stream', ({ message }, done) => {
      message.transform(() => noting(content));
      done();
    });
    const { to, subject, html, messageId, attachments } = mail;
    await transport.sendMail({
      from: { name: mailbox.name ?? '', address: mailbox.address },
      to,
      subject,
      html,
      messageId,
      attachments: attachments.map(({ place: _, ...file }) => file),
      signal,
    });
    return { state: 'sent' };
  } catch (error) {
    if (error instanceof Refusal) return notAllowed(error);
    return outcomeOf(error as SmtpError, { host: mailbox.host, recipient: mail.to, begun: content.begun });
  } finally {
    transport?.close();
  }
}

/**
 * Null: it can be reached and lets the account in; else what went wrong, in its own words. Nothing is sent. Throws
 * where it may not be called.
 */
export async function tryMailbox(egress: Egress, mailbox: MailboxSaid): Promise<string | null> {
  const never = new AbortController().signal;
  let transport: Transporter | undefined;
  try {
    transport = await smtpTo(egress, mailbox, never, trying);
    await transport.verify();
    return null;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code = '', response, message = String(error) } = error as SmtpError;
    return `${response ?? (message || code)}${code === 'EAUTH' ? ' (EAUTH)' : ''}`;
  } finally {
    transport?.close();
  }
}

function noting(content: { begun: boolean }): Transform {
  return new Transform({
    transform(part, _encoding, done) {
      content.begun = true;
      done(null, part);
    },
  });
}

interface SmtpError {
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly message?: string;
}

interface About {
  readonly host: string;
  readonly recipient: string;
  /** Part of the mail is with the server already. */
  readonly begun: boolean;
}

function outcomeOf(error: SmtpError, { host, recipient, begun }: About): Outcome {
  const { code, responseCode } = error;
  const detail = error.response ?? (error.message || code || String(error));
  const isForGood = responseCode !== undefined && responseCode >= 500;
  const refused = { code: 'mail-recipient-refused', params: { recipient }, detail } as const;
  if (code === 'EAUTH')
    return { state: 'failed', failure: { code: 'mail-sign-in', params: { host }, detail } };
  if (code === 'EENVELOPE' && responseCode === undefined) return { state: 'failed', failure: refused };
  if (responseCode === undefined && begun)
    return { state: 'unclear', failure: { code: 'mail-unclear', params: { host }, detail } };
  if (responseCode === undefined)
    return { state: 'again', failure: { code: 'mail-unreachable', params: { host }, detail } };
  const failure: Failure = code === 'EENVELOPE' ? refused : { code: 'mail-refused', detail };
  return { state: isForGood ? 'failed' : 'again', failure };
}
