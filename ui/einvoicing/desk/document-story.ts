import { msg, str } from '@lit/localize';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { forms } from '../../model/forms.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { firstLinks, type StoryEntry } from '../../record/document/story.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { stationForms } from './desk-data.ts';
import { storyBefore } from './story-before.ts';

/** The newest records of one sort that a story tells, one by one or together; of the others it tells how many they are. */
const most = 50;

/** What came of a document, told by the records that point to it. */
interface Chapter {
  /** Name of their form. */
  readonly form: string;
  /** The field by which they point to it. */
  readonly by: string;
  /** What has to be true of them besides. Default: nothing. */
  readonly where?: JsonObject;
  readonly fields: readonly string[];
  /** The newest come first; `more`: how many there are besides, which are older. */
  readonly tell: (records: readonly ListedRecord[], form: string, more: number) => readonly StoryEntry[];
}

const issued: Chapter['tell'] = (records, form) =>
  byMinute(records, ({ issuedAt, createdAt }) => issuedAt ?? createdAt).map((together) => ({
    at: momentOf(together, ({ issuedAt, createdAt }) => issuedAt ?? createdAt),
    text: msg('开具发票', { id: 'story-issued' }),
    by: makerOf(together),
    tone: 'ok',
    ...linked(together, form),
  }));

const reversed: Chapter['tell'] = (records, form) =>
  byMinute(records, ({ issuedAt, createdAt }) => issuedAt ?? createdAt).map((together) => ({
    at: momentOf(together, ({ issuedAt, createdAt }) => issuedAt ?? createdAt),
    text: msg('红冲', { id: 'story-reversed' }),
    by: makerOf(together),
    tone: 'warn',
    ...linked(together, form),
  }));

const planned: Chapter['tell'] = (records, form, more) =>
  byMinute(records, ({ createdAt }) => createdAt).map((together, nth, all) => {
    const count = together.length + (nth === all.length - 1 ? more : 0);
    return {
      at: momentOf(together, ({ createdAt }) => createdAt),
      text: plural(msg(str`拆分为 ${count} 张待开发票`, { id: 'story-split' })),
      by: makerOf(together),
      ...linked(together, form),
    };
  });

const failed: Chapter['tell'] = (records, form) =>
  records.map((one) => ({
    at: String(one['failedAt'] ?? one['modifiedAt'] ?? ''),
    text: msg('开票失败', { id: 'failure-issuing' }),
    tone: 'error',
    note: String(one['failure'] ?? ''),
    ...linked([one], form),
  }));

/** What was sent to others, or could not be. */
function sent(text: () => string, failure: () => string): Chapter['tell'] {
  return (records, form) =>
    records.flatMap((one) => {
      const { state, sentAt, recipient, modifiedAt } = one;
      const isFailed = state === 'failed' || state === 'unclear';
      if (state !== 'sent' && !isFailed) return [];
      return [
        {
          at: String(sentAt ?? modifiedAt ?? ''),
          text: isFailed ? failure() : text(),
          tone: isFailed ? ('error' as const) : ('ok' as const),
          note: isFailed ? String(one['failure'] ?? '') : String(recipient ?? ''),
          ...linked([one], form),
        },
      ];
    });
}

const outgoing = ['number', 'state', 'sentAt', 'failure', 'recipient', 'modifiedAt'];
const mailed = sent(
  () => msg('邮件已发送', { id: 'story-mailed' }),
  () => msg('邮件发送失败', { id: 'story-mail-failed' }),
);
const texted = sent(
  () => msg('短信已发送', { id: 'story-texted' }),
  () => msg('短信发送失败', { id: 'story-text-failed' }),
);
const calledBack = sent(
  () => msg('已回调', { id: 'story-called-back' }),
  () => msg('回调失败', { id: 'story-callback-failed' }),
);
const sentBy = (by: string): readonly Chapter[] => [
  { form: 'invoice-mail', by, fields: outgoing, tell: mailed },
  { form: 'invoice-sms', by, fields: outgoing, tell: texted },
  { form: 'callback', by, fields: outgoing, tell: calledBack },
];
const isRed = { fact: 'sign', operator: 'equal', value: 'red' } as const;
const isFailed = { fact: 'issueStatus', operator: 'equal', value: 'failed' } as const;
const invoice = ['number', 'issuedAt', 'createdAt', 'createdBy'];

/** By id of the form that the story is of. */
const chapters: Readonly<Record<string, readonly Chapter[]>> = {
  'invoice-application': [
    {
      form: stationForms.pending,
      by: 'application',
      fields: ['number', 'createdAt', 'createdBy'],
      tell: planned,
    },
    {
      ...{ form: stationForms.pending, by: 'application', where: isFailed, tell: failed },
      fields: ['number', 'failedAt', 'failure', 'modifiedAt'],
    },
    { form: stationForms.invoice, by: 'application', where: { not: isRed }, fields: invoice, tell: issued },
    { form: stationForms.invoice, by: 'application', where: isRed, fields: invoice, tell: reversed },
    ...sentBy('application'),
  ],
  'pending-invoice': [
    { form: stationForms.invoice, by: 'pendingInvoice', fields: invoice, tell: issued },
    ...sentBy('pendingInvoice'),
  ],
  invoice: [
    { form: stationForms.invoice, by: 'blueInvoice', fields: invoice, tell: reversed },
    { form: 'callback', by: 'invoice', fields: outgoing, tell: calledBack },
    { form: 'invoice-mail', by: 'invoices.invoice', fields: outgoing, tell: mailed },
    { form: 'invoice-sms', by: 'invoices.invoice', fields: outgoing, tell: texted },
  ],
  'red-confirmation': [
    { form: stationForms.invoice, by: 'redConfirmation', fields: invoice, tell: reversed },
    { form: 'confirmation-mail', by: 'confirmation', fields: outgoing, tell: mailed },
  ],
  'red-information': [{ form: stationForms.invoice, by: 'redInformation', fields: invoice, tell: reversed }],
};

/** What a document of issuing came of, and what came of it, as far as whoever reads it may see that. */
export async function documentStory(editor: RecordEditor): Promise<readonly StoryEntry[]> {
  return (await Promise.all([storyBefore(editor), storyAfter(editor)])).flat();
}

async function storyAfter({ base, form }: RecordEditor): Promise<readonly StoryEntry[]> {
  const own = Object.hasOwn(chapters, form.id) ? (chapters[form.id] ?? []) : [];
  if (!base) return [];
  const parts = own.map(async ({ form: name, by, where, fields, tell }) => {
    const outline = session.formById(name);
    if (!outline?.actions.includes('read')) return [];
    const here: JsonObject = { fact: by, operator: 'equal', value: base.id };
    const filter: JsonObject = where ? { all: [here, where] } : here;
    const { items, total = items.length } = await found(outline.name, filter, fields);
    const more = Math.max(0, total - items.length);
    return withFurther(tell(items, outline.name, more), more);
  });
  // What cannot be read is left out: all else is told.
  return (await Promise.all(parts.map((one) => one.catch(() => [])))).flat();
}

async function found(form: string, filter: JsonObject, fields: readonly string[]) {
  const { byName } = await forms.get(form);
  const stamps = new Set(['createdAt', 'createdBy', 'modifiedAt']);
  const seen = fields.filter((name) => byName.has(name) || stamps.has(name));
  const query = {
    ...{ view: 'manage' as const, limit: most, count: true, sort: '-createdAt', fields: seen.join(',') },
    filter: JSON.stringify(filter),
  };
  return session.api.call('GET /api/forms/:form/records', { path: { form }, query });
}

/** With those that are not told one by one, at the oldest of those that are. */
function withFurther(entries: readonly StoryEntry[], more: number): readonly StoryEntry[] {
  const oldest = entries.at(-1);
  if (!oldest || more === 0) return entries;
  return [...entries.slice(0, -1), { ...oldest, further: (oldest.further ?? 0) + more }];
}

/** What was made at once is told at once. */
function byMinute(
  records: readonly ListedRecord[],
  at: (one: ListedRecord) => unknown,
): readonly (readonly ListedRecord[])[] {
  return [...Map.groupBy(records, (one) => String(at(one) ?? '').slice(0, 16)).values()];
}

function momentOf(records: readonly ListedRecord[], at: (one: ListedRecord) => unknown): string {
  return records
    .map((one) => String(at(one) ?? ''))
    .toSorted()
    .at(-1) as string;
}

/** Whoever made all of them; undefined: several did, or nobody is told. */
function makerOf(records: readonly ListedRecord[]): string | undefined {
  const makers = new Set(records.map(({ createdBy }) => nameIn(createdBy ?? null)));
  const [maker] = makers;
  return makers.size === 1 ? maker : undefined;
}

const nameIn = (user: Json) => (isObject(user) ? pointerName(user) : undefined);

function linked(records: readonly ListedRecord[], form: string) {
  return firstLinks(
    records.map(({ id, number }) => ({ text: String(number ?? ''), href: `/forms/${form}/${id}` })),
  );
}
