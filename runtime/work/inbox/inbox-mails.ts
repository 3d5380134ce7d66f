import { type Language, languages } from '../../../metadata/common/label.ts';
import type { Inbox, InboxItem } from '../../../metadata/contract/inbox/calls.ts';
import type { Gate } from '../../access/auth/gate.ts';
import type { Egress } from '../../access/egress/egress.ts';
import { smtpTo } from '../../access/egress/smtp.ts';
import type { Call, Now, Served } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Log } from '../../config/log.ts';
import type { Mailbox } from '../../config/smtp.ts';
import type { Database } from '../../database/database.ts';
import type { InboxDoor } from './create-inbox.ts';

export interface InboxMailParts {
  readonly database: Database;
  readonly inbox: Pick<InboxDoor, 'read'>;
  readonly gate: Pick<Gate, 'readerFor' | 'rightsOf'>;
  readonly egress: Egress;
  /** The mailbox of the system. */
  readonly mailbox: Mailbox;
  /** The address at which people reach this system. */
  readonly url: string;
  readonly clock: () => number;
  readonly stopping: AbortSignal;
  readonly log: Log;
  served(): Served;
  /** The moment, as an organisation has it. */
  now(org: string): Now;
}

/** The preference of whoever wants it: the language of the page on which that was said. */
const wanted = 'inbox-mail';
/** The preference of whoever chose a language, whose it is since. */
const spoken = 'language';
/** The day of the last one. */
const mailedOn = 'inbox-mail.told';
/** By the clock of the organisation of whoever reads it. */
const [from, until] = ['08:00', '20:00'];
/** What does not fit a mail that is read at a glance is in the inbox. */
const most = 20;

/** Whoever has the preference, with the contents of all three. */
interface Row {
  readonly user_id: string;
  readonly wanted: string;
  readonly spoken: string | null;
  readonly mailed: string | null;
}

/**
 * Mails what is open in their inbox to those who want that, once a day from eight o'clock on, and nothing on days on which
 * nothing needs them. To be called again and again, on every node: whoever claims the day sends. Answers how many went out.
 */
export async function mailInboxes(parts: InboxMailParts): Promise<number> {
  const { database, log, stopping } = parts;
  const sql = `select w.user_id, w.content as wanted, s.content as spoken, m.content as mailed from gj_preference w
    left join gj_preference s on s.user_id = w.user_id and s.name = ?
    left join gj_preference m on m.user_id = w.user_id and m.name = ?
    where w.name = ?`;
  let sent = 0;
  for (const row of await database.all<Row>(sql, [spoken, mailedOn, wanted])) {
    if (stopping.aborted) break;
    try {
      sent += (await mailTo(parts, row)) ? 1 : 0;
    } catch (err) {
      log.warn({ user: row.user_id, err }, 'an inbox was not mailed');
    }
  }
  return sent;
}

async function mailTo(parts: InboxMailParts, row: Row): Promise<boolean> {
  const { gate, inbox, served, now } = parts;
  const id = row.user_id;
  const language = languageOf(row);
  if (!language) return false;
  const reader = await gate.readerFor(id, wanted);
  if (!reader?.email) return false;
  const { user, org, email } = reader;
  const { instant, localDate, localTime } = now(org);
  if (localTime < from || localTime >= until || row.mailed === JSON.stringify(localDate)) return false;
  const rights = await gate.rightsOf(id);
  if (!rights || !(await claim(parts, id, localDate))) return false;
  const call: Call = {
    ...{ served: served(), org, now: { instant, localDate, localTime }, language },
    ...{ requestId: wanted, rights, user },
  };
  try {
    const open = await inbox.read(call, 'open');
    if (open.items.length === 0) return false;
    await deliver(parts, email, mailOf(open, { name: user.name, url: parts.url, call }));
    return true;
  } catch (error) {
    await giveBack(parts, id, localDate);
    throw error;
  }
}

/** Undefined: whoever set the preference wants none. */
function languageOf(row: Row): Language | undefined {
  const [said, then] = [row.spoken, row.wanted].map((text): unknown => JSON.parse(text ?? 'null'));
  const known = (one: unknown) => languages.find((language) => language === one);
  return known(then) && (known(said) ?? known(then));
}

/** Answers whether the day was nobody's before: of several nodes one sends. */
async function claim({ database, clock }: InboxMailParts, user: string, day: string): Promise<boolean> {
  const columns = ['user_id', 'name', 'content', 'at'];
  // A row to change, of a day that never was; one that is there stays.
  const sql = database.dialect.upsert('gj_preference', columns, ['user_id', 'name']);
  await database.run(sql, [user, mailedOn, '""', clock()]);
  const { changes } = await database.run(
    'update gj_preference set content = ?, at = ? where user_id = ? and name = ? and content <> ?',
    [JSON.stringify(day), clock(), user, mailedOn, JSON.stringify(day)],
  );
  return changes > 0;
}

/** What did not go out is tried again. */
async function giveBack({ database, clock }: InboxMailParts, user: string, day: string): Promise<void> {
  await database.run(
    'update gj_preference set content = \'""\', at = ? where user_id = ? and name = ? and content = ?',
    [clock(), user, mailedOn, JSON.stringify(day)],
  );
}

interface Mail {
  readonly subject: string;
  readonly text: string;
}

async function deliver({ egress, mailbox, stopping }: InboxMailParts, to: string, mail: Mail): Promise<void> {
  const transport = await smtpTo(egress, { ...mailbox, by: 'operator' }, stopping);
  try {
    await transport.sendMail({
      from: { name: mailbox.name ?? '', address: mailbox.address },
      ...{ to, ...mail },
    });
  } finally {
    transport.close();
  }
}

interface About {
  readonly name: string;
  readonly url: string;
  readonly call: Pick<Call, 'served' | 'language'>;
}

function mailOf({ items }: Inbox, { name, url, call: { served, language } }: About): Mail {
  const say = (code: string, params = {}) => sentence(code, params, language, served.model.messages);
  const count = items.length;
  const more = count - most;
  const parts = [
    say('inbox-mail-hello', { name, count }),
    ...items.slice(0, most).map((item) => lineOf(item, url, language)),
    ...(more > 0 ? [say('inbox-mail-more', { more })] : []),
    `${say('inbox-mail-all')}${url}/inbox`,
    `${say('inbox-mail-end')}${url}/account`,
  ];
  return { subject: say('inbox-mail-subject', { count }), text: `${parts.join('\n\n')}\n` };
}

function lineOf({ title, reason, path }: InboxItem, url: string, language: Language): string {
  const colon = language === 'zh' ? '：' : ': ';
  return `• ${title}${reason ? `${colon}${reason}` : ''}\n  ${url}${path}`;
}
