/** A test that goes from a setting to what changes by it, beside the tables of this room. */
export interface Shown {
  readonly file: string;
  /** Its sentence, or that of a row of its table. */
  readonly says: string;
  readonly fields: readonly string[];
  /** What the test writes where it does not name the field. */
  readonly by?: string;
}

const outgoing = 'runtime/einvoicing/outgoing';
const issuing = 'runtime/einvoicing/issuing';
const clouds = `${outgoing}/clouds/clouds.db.test.ts`;
const automation = 'runtime/einvoicing/schedule/automation.db.test.ts';
const autoIssue = 'runtime/einvoicing/schedule/auto-issue.db.test.ts';
const channels = 'runtime/einvoicing/channels/channels.db.test.ts';
const licences = 'runtime/model/packages/licences.db.test.ts';
const mails = `${outgoing}/mails.db.test.ts`;
const composed = `${outgoing}/compose-mail.test.ts`;
const links = `${outgoing}/carried-links.db.test.ts`;
const reminders = `${outgoing}/reminders.long.db.test.ts`;
const scans = `${issuing}/scan/scan.db.test.ts`;
const scanPage = 'runtime/einvoicing/scanning/scan-page.db.test.ts';
const settings = `${issuing}/settings.db.test.ts`;

/** Settings that speak once something is issued, sent, told or due. */
export const elsewhere: Readonly<Record<string, readonly Shown[]>> = {
  'additional-info': [
    {
      file: `${outgoing}/files/faces.db.test.ts`,
      says: 'has elements, parties, the remark and additional information, in this order',
      fields: ['name', 'valueKind'],
    },
  ],
  'auto-issue-scheme': [
    {
      file: autoIssue,
      says: 'on the last day of a month that lacks its day',
      fields: ['frequency', 'monthDays', 'window', 'everyMinutes'],
    },
    {
      file: automation,
      says: 'negative applications are issued as red invoices of their blue ones',
      fields: ['sign'],
    },
    { file: automation, says: 'unlinked ones go by what the scheme says: %s', fields: ['unlinked'] },
    {
      file: autoIssue,
      says: 'merges as the scheme says, whatever rules say of lines: %s',
      fields: ['merge'],
    },
    {
      file: autoIssue,
      says: 'issue what qualifies, once on two nodes, and say what came of it',
      fields: ['push'],
    },
    {
      file: autoIssue,
      says: 'the first scheme that fits takes it, and no scheme that is not due',
      fields: ['priority', 'condition'],
    },
    {
      file: 'rules/einvoicing/golden/auto-issue.json',
      says: 'Sunday to Wednesday: 2026-11-26T12:00:00 (Thu)',
      fields: ['weekDays'],
    },
  ],
  'automation-task': [
    {
      file: automation,
      says: 'every so many minutes',
      fields: ['frequency', 'everyMinutes', 'weekDays', 'monthDays', 'time'],
    },
    {
      file: automation,
      says: 'confirmations that others entered are downloaded, once each',
      fields: ['task', 'dataKind'],
    },
  ],
  'callback-target': [
    {
      file: `${outgoing}/callbacks.db.test.ts`,
      says: 'go to the address of their own system, else to that of all others',
      fields: ['url', 'sourceSystem'],
    },
    {
      file: `${outgoing}/callbacks.db.test.ts`,
      says: 'are signed, and say what they are',
      fields: ['secret'],
    },
    {
      file: `${outgoing}/callbacks.db.test.ts`,
      says: 'carry prints of their invoice where the address asks for them: %s',
      fields: ['prints', 'printsAs'],
    },
    {
      file: links,
      says: 'stand in a callback, with the day on which they end, and are the same when it is told again',
      fields: ['linkHours'],
    },
  ],
  channel: [
    {
      file: channels,
      says: 'issues what is signed, under the number of the bureau',
      fields: ['url', 'channelKind'],
    },
    {
      file: channels,
      says: 'whose key is another does not issue, and the invoice says so',
      fields: ['secret'],
    },
    {
      file: channels,
      says: 'debugOpenInvoice/debugOpenInvoice has its test environment issue, whose invoices say so',
      fields: ['testUrl'],
    },
    { file: channels, says: 'takes too long', fields: ['patience'], by: '在 2 秒内没有应答' },
  ],
  'cloud-authorisation': [
    {
      file: clouds,
      says: 'say which licences the tenant of a client id has, and no other tax number is given one',
      fields: ['groups.service', 'groups.taxNo'],
      by: 'taxNumbers',
    },
    {
      file: clouds,
      says: 'are told of a withdrawal until they took it, by the client id and the tenant',
      fields: ['clientId', 'tenant', 'secret'],
    },
    {
      file: licences,
      says: 'are given to no more tax numbers than there are, however many ask at once',
      fields: ['issuingTotal', 'receivingTotal'],
    },
    { file: licences, says: 'are final where the cloud authorisation says so', fields: ['withdrawable'] },
  ],
  'customs-init': [
    {
      file: clouds,
      says: 'which are set up fetch declarations, signed by the keys of the vendor, and each becomes an application once',
      fields: ['isvPublicKey', 'isvPrivateKey', 'organisation'],
    },
    {
      file: `${outgoing}/customs.db.test.ts`,
      says: 'which are right pass, are set up then, and stay as they are until they are changed on purpose',
      fields: ['appId', 'secret'],
    },
    {
      file: `${outgoing}/customs.db.test.ts`,
      says: 'are not verified where no address is configured for their environment, which is said plainly',
      fields: ['environment'],
    },
  ],
  'dynamic-qr': [
    {
      file: scanPage,
      says: 'of a code without an item says that the shop is not ready',
      fields: ['item'],
    },
    {
      file: scans,
      says: 'is refused with its reason: %s',
      fields: ['taxNo', 'invoiceTypes', 'businessSystem'],
    },
  ],
  licence: [
    {
      file: licences,
      says: 'for receiving open the sync and match modes of imaging',
      fields: ['service', 'organisation', 'authorisation'],
    },
    {
      file: `${issuing}/push/may-be-issued.db.test.ts`,
      says: 'a withdrawn licence keeps back, until it is given again',
      fields: ['taxNo'],
    },
  ],
  'mail-scheme': [
    {
      file: mails,
      says: 'without a mailbox say so, and go when there is one',
      fields: ['mailbox', 'userName', 'account', 'organisations.organisation', 'port'],
    },
    { file: mails, says: 'with a wrong password say so', fields: ['password'] },
    { file: mails, says: 'at a server that there is not', fields: ['host'] },
    { file: mails, says: 'encrypted where the server is not', fields: ['ssl'] },
    { file: mails, says: 'say what the scheme says, escaped, with links', fields: ['listColumns'] },
    {
      file: mails,
      says: 'carry each invoice as a PDF, drawn by the template that the scheme names',
      fields: ['prints'],
    },
    {
      file: `${outgoing}/circle.db.test.ts`,
      says: 'is mailed with its files, in the formats of the scheme, once all of these are there',
      fields: ['attach', 'linkFormats'],
    },
    {
      file: links,
      says: 'stand in a mail, and lead whoever holds one to the invoice as it is then, without signing in',
      fields: ['linkPrints', 'linkHours'],
    },
    {
      file: links,
      says: 'lead to the files that an invoice holds, where the scheme says so',
      fields: ['linkFiles'],
    },
    {
      file: composed,
      says: 'is another mail by %s, of many: %s',
      fields: ['singleTemplate', 'singleSubject', 'singleBody', 'multiTemplate', 'multiSubject', 'multiBody'],
    },
  ],
  'other-settings': [
    {
      file: settings,
      says: 'saveItems and saveTitles: what is issued and not set up yet is there the next time, once',
      fields: ['saveItems', 'saveTitles'],
    },
    {
      file: settings,
      says: 'continueAfterFailure: those behind a paper invoice that failed are issued, or wait',
      fields: ['continueAfterFailure'],
    },
    {
      file: settings,
      says: 'delivery: a single invoice is issued only where somebody says how it is delivered',
      fields: ['delivery'],
    },
    { file: reminders, says: 'nobody where it is off', fields: ['sms'] },
    {
      file: reminders,
      says: 'nobody where no company is listed',
      fields: ['smsCompanies.organisation'],
    },
    { file: reminders, says: 'merged, of several that are issued together one', fields: ['smsMode'] },
    {
      file: reminders,
      says: 'to the mobile of the buyer, with what was issued and the signature',
      fields: ['smsSignature'],
    },
    {
      file: `${outgoing}/files/files.db.test.ts`,
      says: 'are named as the settings say, and by their format',
      fields: ['fileNameFields', 'fileNameSeparator'],
    },
    {
      file: `${outgoing}/files/files.db.test.ts`,
      says: 'come one after another, so many seconds apart as the settings say',
      fields: ['simulatedFileSeconds'],
    },
  ],
  'merge-rule': [
    {
      file: `${outgoing}/files/faces.db.test.ts`,
      says: 'hides what its merge rule hides, of a single document too, and keeps the data',
      fields: ['hidden'],
    },
  ],
  'quota-account': [
    {
      file: `${issuing}/quota/quota.db.test.ts`,
      says: 'a person gives and adjusts it; the entries are the platform’s alone',
      fields: ['given', 'adjusted'],
    },
    {
      file: `${issuing}/quota/quota.db.test.ts`,
      says: 'goes all the way: kept at the push, used by the invoice, short, released, and given back',
      fields: ['taxNo', 'month'],
    },
    {
      file: `${issuing}/quota/quota.db.test.ts`,
      says: 'system/lqFirstDownloadShare is downloaded for Leqi at the start, and more once it is short',
      fields: ['leqi'],
    },
  ],
  'real-estate': [
    {
      file: `${issuing}/special-business.db.test.ts`,
      says: 'goes from the application to the rows of pending invoice and invoice',
      fields: [
        ...['type', 'region', 'address', 'place', 'certificateNo', 'areaUnit', 'titleCertificateNo'],
        ...['vatProjectNo', 'unitCode', 'contractNo', 'landVatProjectNo', 'projectName'],
      ],
    },
  ],
  'receipt-code': [
    {
      file: scanPage,
      says: 'of a code without an item says that the shop is not ready',
      fields: ['item'],
    },
    {
      file: scans,
      says: 'makes an application of the organisation and taxNo of %s',
      fields: ['organisation'],
    },
    { file: scans, says: 'is refused with its reason: %s', fields: ['grossLimit', 'invoiceTypes'] },
  ],
  'red-mail-push': [
    {
      file: reminders,
      says: 'at once, to everybody whose address is known; and says whose is not',
      fields: ['scheme', 'timing', 'scenes', 'recipients', 'addresses.email'],
    },
    { file: reminders, says: 'before it expires, unless it is settled by then', fields: ['hoursBefore'] },
    { file: reminders, says: 'every day at its time, as long as it waits', fields: ['sendTime'] },
  ],
  'red-mail-scheme': [
    {
      file: links,
      says: 'lead from a mail about a red confirmation to the files of its blue and its red invoice: %s',
      fields: ['linkFiles'],
    },
    {
      file: links,
      says: 'stand in a mail about a red confirmation, where its scheme says so',
      fields: ['linkPrints', 'linkHours'],
    },
    {
      file: reminders,
      says: 'at once, to everybody whose address is known; and says whose is not',
      fields: ['customFields', 'prints', 'organisations.organisation'],
    },
    {
      file: reminders,
      says: 'from a mailbox of its own, where its scheme has one',
      fields: ['mailbox', 'userName', 'account', 'password', 'host', 'port', 'ssl'],
    },
    {
      file: `${outgoing}/compose-confirmation-mail.test.ts`,
      says: 'about a red confirmation is another mail by %s',
      fields: ['ownTemplate', 'ownSubject', 'ownBody'],
    },
  ],
  'static-qr': [
    {
      file: scanPage,
      says: 'of a code without an item says that the shop is not ready',
      fields: ['item'],
    },
    {
      file: scans,
      says: 'makes an application of the organisation and taxNo of %s',
      fields: ['organisation'],
    },
    { file: scans, says: 'is refused with its reason: %s', fields: ['grossLimit'] },
  ],
  vehicle: [
    {
      file: `${issuing}/special-business.db.test.ts`,
      says: 'goes from the application to the rows of pending invoice and invoice',
      fields: ['type', 'vehicleType', 'brandModel', 'origin', 'maker', 'tonnage', 'taxCategory', 'rate'],
    },
    {
      file: `${issuing}/special-business.db.test.ts`,
      says: 'a vehicle of each type says what only that type has',
      fields: ['seats', 'displacement', 'purpose', 'plateNo'],
    },
  ],
};
