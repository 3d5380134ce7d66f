import { Transform } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import type { Mailbox } from '../config/smtp.ts';
import type { Failure, Outcome } from './sender.ts';

export interface MailFile {
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType?: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  /** The same for every attempt, so that a server that knows it can tell them apart from two mails. */
  readonly messageId: string;
  readonly attachments: readonly MailFile[];
}

const timeouts = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
/** Somebody sits before a page and waits. */
const trying = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 10_000 };

/** By SMTP. What the server answers is an outcome: refused for good, to be tried again, or unknown. */
export async function sendBy(mailbox: Mailbox, mail: Mail, signal: AbortSignal): Promise<Outcome> {
  const transport = transportTo(mailbox);
  const content = { begun: false };
  // The content is read once the server has agreed to take it.
  transport.use('stream', ({ message }, done) => {
    message.transform(() => noting(content));
    done();
  });
  try {
    const { to, subject, html, messageId, attachments } = mail;
    await transport.sendMail({
      from: { name: mailbox.name ?? '', address: mailbox.address },
      ...{ to, subject, html, messageId, attachments: [...attachments], signal },
    });
    return { state: 'sent' };
  } catch (error) {
    return outcomeOf(error as SmtpError, { host: mailbox.host, recipient: mail.to, begun: content.begun });
  } finally {
    transport.close();
  }
}

/** Null: it can be reached and lets the account in; else what went wrong, in its own words. Nothing is sent. */
export async function tryMailbox(mailbox: Mailbox): Promise<string | null> {
  const transport = transportTo(mailbox, trying);
  try {
    await transport.verify();
    return null;
  } catch (error) {
    const { code = '', response, message = String(error) } = error as SmtpError;
    return `${response ?? message}${code === 'EAUTH' ? ' (EAUTH)' : ''}`;
  } finally {
    transport.close();
  }
}

function transportTo({ host, port, ssl, user, password }: Mailbox, limits = timeouts): Transporter {
  return createTransport({
    ...{ host, port, secure: ssl, ...limits },
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    // A template names no files of the server and no addresses to fetch.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
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
  const reason = error.response ?? error.message ?? String(error);
  const isForGood = responseCode !== undefined && responseCode >= 500;
  if (code === 'EAUTH')
    return { state: 'failed', failure: { code: 'mail-sign-in', params: { host, reason } } };
  if (code === 'EENVELOPE' && responseCode === undefined)
    return { state: 'failed', failure: { code: 'mail-recipient-refused', params: { recipient, reason } } };
  if (responseCode === undefined && begun)
    return { state: 'unclear', failure: { code: 'mail-unclear', params: { host, reason } } };
  if (responseCode === undefined)
    return { state: 'again', failure: { code: 'mail-unreachable', params: { host, reason } } };
  const failure: Failure =
    code === 'EENVELOPE'
      ? { code: 'mail-recipient-refused', params: { recipient, reason } }
      : { code: 'mail-refused', params: { reason } };
  return { state: isForGood ? 'failed' : 'again', failure };
}
