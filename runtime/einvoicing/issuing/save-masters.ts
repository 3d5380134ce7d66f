import { append } from '../../../metadata/common/append.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import { isGiven, textIn } from '../../../rules/decisions/given.ts';
import { newItems } from '../../../rules/einvoicing/items/new-items.ts';
import { newTitle } from '../../../rules/einvoicing/titles/new-title.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { underLease } from '../../database/lease.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { advanceOutbox, type OutboxEvent, readOutbox } from '../../work/outbox/outbox.ts';
import { knownForm } from '../forms/forms.ts';
import { asPlatform, documentForms, requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

const reader = 'masters';
const atOnce = 50;

/**
 * Saves issued lines and buyers of applications that are not set up yet as invoice items or titles, where the settings
 * want it so; after the fact, on one node, each event once.
 */
export async function saveMasters(parts: IssuingParts): Promise<void> {
  const { database, node } = parts;
  const call = parts.systemCall();
  if (!documentForms(call) || (await readOutbox(database, reader, 1)).length === 0) return;
  await underLease(database, { work: 'masters', node, ifFree: true }, async ({ fence }) => {
    for (const event of await readOutbox(database, reader, atOnce))
      await saveEvent(parts, { ...asPlatform(call, event.org), fence }, event);
  });
}

/** Saves the masters of an event, and that it was read: together, or nothing of it. */
async function saveEvent(parts: IssuingParts, call: Call, event: OutboxEvent): Promise<void> {
  const masters = event.kind === 'invoice-issued' ? await mastersOf(parts, call, event) : [];
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    await advanceOutbox(transaction.tx, reader, event);
    for (const { form, body } of masters) await save(parts, transaction, form, body);
    return {};
  });
}

interface Master {
  readonly form: Form;
  readonly body: JsonObject;
}

async function mastersOf(
  parts: IssuingParts,
  call: Call,
  { record, payload }: OutboxEvent,
): Promise<readonly Master[]> {
  const { store } = parts;
  const settings = knownForm(call, 'other-settings');
  const items = knownForm(call, 'invoice-item');
  const titles = knownForm(call, 'buyer-title');
  const { applications, sign } = payload;
  if (!settings || !items || !titles || sign !== 'blue') return [];
  if (!Array.isArray(applications) || applications.length === 0) return [];
  const setting = await store.setting(call, settings);
  const saving = { saveItems: setting.saveItems ?? false, saveTitles: setting.saveTitles ?? [] };
  if (!saving.saveItems && saving.saveTitles.length === 0) return [];
  const invoice = await store.read(call, requireForms(call).invoice, record, 'manage');
  const lines = invoice.lines ?? [];
  const names = lines.map((line) => textIn(line, 'itemName'));
  const known = saving.saveItems ? await usable(parts, call, items, { name: names }) : [];
  const made: Master[] = newItems(lines, saving, known).map(({ taxCode, ...item }) => ({
    form: items,
    body: { ...item, taxCategory: { number: taxCode ?? null } },
  }));
  if (saving.saveTitles.length === 0) return made;
  const numbers = ['buyerCode', 'buyerTaxNo', 'buyerName'].map((member) => textIn(invoice, member));
  const title = newTitle(invoice, saving, [
    ...(await usable(parts, call, titles, { name: [textIn(invoice, 'buyerName')] })),
    ...(await usable(parts, call, titles, { number: numbers })),
  ]);
  return title ? [...made, { form: titles, body: title }] : made;
}

async function usable(
  { store }: IssuingParts,
  call: Call,
  form: Form,
  asked: Readonly<Record<string, readonly string[]>>,
): Promise<readonly WireRecord[]> {
  const found: WireRecord[] = [];
  for (const [fact, values] of Object.entries(asked)) {
    const value = [...new Set(values.filter(isGiven))];
    if (value.length === 0) continue;
    const filter: Condition = { fact, operator: 'in', value };
    for (let cursor: string | undefined; ; ) {
      const page = await store.list(call, form, { filter, limit: 500, ...(cursor ? { cursor } : {}) });
      append(found, page.items);
      if (page.next === null) break;
      cursor = page.next;
    }
  }
  return found;
}

/** Saves a master; one that is not fit to be a record is left out, and the log says why: the invoice is out. */
async function save(
  { log }: Pick<IssuingParts, 'log'>,
  transaction: TransactionScope,
  form: Form,
  body: JsonObject,
): Promise<void> {
  try {
    await transaction.create(form, body);
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    log.warn({ err: failure, form: form.name }, 'what was issued could not be saved for the next time');
  }
}
