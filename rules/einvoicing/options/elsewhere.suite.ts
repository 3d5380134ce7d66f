/** A test through the public door that flips an option and sees it. */
interface Shown {
  readonly file: string;
  /** Its sentence. */
  readonly says: string;
  /** The text by which the test writes the option, where it does not by its name. */
  readonly names?: string;
}

const settings = 'runtime/einvoicing/issuing/settings.db.test.ts';
const mails = 'runtime/einvoicing/outgoing/mails.db.test.ts';
const templates = 'runtime/einvoicing/outgoing/compose-mail.test.ts';
const reminders = 'runtime/einvoicing/outgoing/reminders.long.db.test.ts';
const automation = 'runtime/einvoicing/schedule/automation.db.test.ts';
const autoIssue = 'runtime/einvoicing/schedule/auto-issue.db.test.ts';
const ownMailbox: Shown = { file: mails, says: 'without a mailbox say so, and go when there is one' };
const saved: Shown = {
  file: settings,
  says: 'saveItems and saveTitles: what is issued and not set up yet is there the next time, once',
};
const attachments: Shown = {
  file: 'runtime/einvoicing/outgoing/circle.db.test.ts',
  says: 'is mailed with its files, in the formats of the scheme, once all of these are there',
};
const carried = 'runtime/einvoicing/outgoing/carried-links.db.test.ts';
const linked: Shown = {
  file: carried,
  says: 'stand in a mail, and lead whoever holds one to the invoice as it is then, without signing in',
};
const confirmation: Shown = {
  file: 'runtime/einvoicing/outgoing/compose-confirmation-mail.test.ts',
  says: 'about a red confirmation is another mail by %s',
};
const template: Shown = { file: templates, says: 'is another mail by' };

/** Options that speak only once something is issued or sent. */
export const elsewhere: Readonly<Record<string, Shown>> = {
  saveItems: saved,
  saveTitles: saved,
  delivery: {
    file: settings,
    says: 'delivery: a single invoice is issued only where somebody says how it is delivered',
  },
  continueAfterFailure: {
    file: settings,
    says: 'continueAfterFailure: those behind a paper invoice that failed are issued, or wait',
  },
  simulatedFileSeconds: {
    file: 'runtime/einvoicing/outgoing/files/files.db.test.ts',
    says: 'come one after another, so many seconds apart as the settings say',
  },
  sms: { file: reminders, says: 'nobody where it is off' },
  'smsCompanies.organisation': {
    file: reminders,
    says: 'nobody where no company is listed',
    names: 'smsCompanies',
  },
  smsMode: { file: reminders, says: 'merged, of several that are issued together one' },
  smsSignature: {
    file: reminders,
    says: 'to the mobile of the buyer, with what was issued and the signature',
  },
  unlinked: { file: automation, says: 'unlinked ones go by what the scheme says: %s' },
  merge: { file: autoIssue, says: 'merges as the scheme says, whatever rules say of lines: %s' },
  push: { file: autoIssue, says: 'issue what qualifies, once on two nodes, and say what came of it' },
  ...Object.fromEntries(
    ['mailbox', 'userName', 'account', 'password', 'host', 'port', 'ssl', 'organisations.organisation'].map(
      (name) => [name, ownMailbox],
    ),
  ),
  attach: attachments,
  linkPrints: linked,
  linkHours: linked,
  linkFiles: { file: carried, says: 'lead to the files that an invoice holds, where the scheme says so' },
  prints: {
    file: mails,
    says: 'carry each invoice as a PDF, drawn by the template that the scheme names',
  },
  ...Object.fromEntries(['ownTemplate', 'ownSubject', 'ownBody'].map((name) => [name, confirmation])),
  ...Object.fromEntries(
    [
      'linkFormats',
      'singleTemplate',
      'singleSubject',
      'singleBody',
      'multiTemplate',
      'multiSubject',
      'multiBody',
    ].map((name) => [name, template]),
  ),
};
