import { createResetMails, type ResetMailParts, type ResetMails } from '../access/sign-in/reset-mails.ts';
import { type InboxMailParts, mailInboxes } from '../work/inbox/inbox-mails.ts';

/** What the system mails to its own users. */
export interface OpenMails {
  readonly resets: ResetMails;
  mailInboxes(): Promise<number>;
}

export function openMails(parts: ResetMailParts & InboxMailParts): OpenMails {
  return { resets: createResetMails(parts), mailInboxes: () => mailInboxes(parts) };
}
