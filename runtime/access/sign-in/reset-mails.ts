import type { Language } from '../../../metadata/common/label.ts';
import type { Log } from '../../config/log.ts';
import type { Mailbox } from '../../config/smtp.ts';
import type { Forgotten, Gate, SignInFrom } from '../auth/gate.ts';
import type { Egress } from '../egress/egress.ts';
import { reasonOf } from '../egress/reason-of.ts';
import { smtpTo } from '../egress/smtp.ts';

export interface ResetMailParts {
  readonly gate: Pick<Gate, 'forgotten' | 'audit'>;
  readonly egress: Egress;
  /** The mailbox of the system. */
  readonly mailbox: Mailbox;
  /** The address at which people reach this system. */
  readonly url: string;
  readonly stopping: AbortSignal;
  readonly log: Log;
}

/** Sends links to choose another password. */
export interface ResetMails {
  /** Nobody waits for it: how long it takes would tell whether there is such a user. */
  send(user: string, from: SignInFrom, language: Language): void;
  /** Fulfilled when nothing is on its way. */
  idle(): Promise<void>;
}

export function createResetMails({ gate, egress, mailbox, url, stopping, log }: ResetMailParts): ResetMails {
  const going = new Set<Promise<void>>();

  async function deliver(forgotten: Forgotten, language: Language): Promise<void> {
    const link = `${url}/reset#${encodeURIComponent(forgotten.ticket)}`;
    const transport = await smtpTo(egress, { ...mailbox, by: 'operator' }, stopping);
    try {
      await transport.sendMail({
        from: { name: mailbox.name ?? '', address: mailbox.address },
        to: forgotten.email,
        ...mailOf(forgotten, link)[language],
      });
    } finally {
      transport.close();
    }
  }

  async function ask(user: string, from: SignInFrom, language: Language): Promise<void> {
    const forgotten = await gate.forgotten(user, from);
    if (!forgotten) return;
    try {
      await deliver(forgotten, language);
    } catch (error) {
      log.warn({ err: error }, 'a link to choose another password was not sent');
      const detail = { reason: reasonOf(error) };
      await gate.audit.record({ action: 'reset-mail-failed', target: forgotten.number, detail });
    }
  }

  return {
    send(user, from, language) {
      const work = ask(user, from, language)
        .catch((err: unknown) => log.error({ err }, 'a forgotten password was not looked up'))
        .finally(() => going.delete(work));
      going.add(work);
    },
    async idle() {
      while (going.size > 0) await Promise.allSettled(going);
    },
  };
}

function mailOf({ number, name, minutes }: Forgotten, link: string) {
  return {
    zh: {
      subject: '重设密码',
      text: `${name}，您好：\n\n有人要求重设用户 ${number} 的密码。如果是您本人，请在 ${minutes} 分钟内打开下面的链接，设置新密码：\n\n${link}\n\n如果不是您本人，不用理会：没有这个链接，密码不会改变。\n`,
    },
    en: {
      subject: 'Reset your password',
      text: `Hello ${name},\n\nsomebody asked to reset the password of the user ${number}. If it was you, open this link within ${minutes} minutes and choose a new one:\n\n${link}\n\nIf it was not you, there is nothing to do: without the link the password stays as it is.\n`,
    },
  };
}
