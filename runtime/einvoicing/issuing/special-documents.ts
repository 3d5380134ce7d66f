import type { Form } from '../../../metadata/model.ts';
import { pushedLines } from '../../../rules/einvoicing/receivables/pushed-lines.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import { platformRights } from '../../call/system-call.ts';
import { handsOn } from '../../storage/store/act/at-once.ts';
import { takeRevisions } from '../../storage/store/record/revisions.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import type { SpecialForm } from '../../storage/store/save/parts.ts';
import type { StoredAs } from '../forms/forms.ts';
import { answerBy } from './at-bureau.ts';
import { release } from './credit/ledger.ts';
import { asPlatform } from './documents/document-forms.ts';
import { differencesNoted, pendingEdited, pendingProblems } from './documents/edited-pending.ts';
import { giveBack } from './documents/give-back.ts';
import { linesPriced } from './documents/lines-priced.ts';
import { personsFilled } from './documents/persons-filled.ts';
import { documentUnderWay, ledgerOwn, outgoingOwn, runOwn } from './documents/refusals.ts';
import { summaryForm } from './leqi/summary-form.ts';
import { itemsChosen } from './pushed/items-chosen.ts';
import { mayPush } from './pushed/may-push.ts';
import { notTooMany } from './pushed/not-too-many.ts';
import { savingAccount } from './quota/saving-account.ts';
import { informationForm } from './red/information/information-form.ts';
import { tellingConfirmation } from './red/telling-confirmation.ts';
import { blueGivenBack } from './red/uses-of-blue.ts';
import { codeOfCustomer } from './scan/customer.ts';

/** The behaviour of documents beyond their metadata, by id of the form. */
export const specialDocuments: Readonly<Record<string, SpecialForm>> = {
  'invoice-application': {
    begin(call, form, next) {
      auditStatusFrom('sim_original_bill', ['api', 'import'])(call, form, next);
      asPushed(call, next);
      fromCustomer(call, next);
    },
    filled: async (...asked) => {
      const [persons, lines] = [await personsFilled(...asked), await linesPriced(...asked)];
      if (!persons || !lines) return persons ?? lines;
      return { ...persons, values: { ...persons.values, ...lines.values } };
    },
    judged: itemsChosen,
    permit: mayPush,
    many: notTooMany,
  },
  'pending-invoice': {
    begin: auditStatusFrom('sim_invoice_wait'),
    edited: pendingEdited,
    problems: pendingProblems,
    saving: differencesNoted,
    permit: notBroughtBack,
    removed: async (parts, tx, { call, before }) => {
      if (!before) return [];
      const { first } = await takeRevisions(tx, 1);
      const { transaction, events } = handsOn(parts, call, tx, first);
      const own = asPlatform(call);
      const pending: StoredAs<'pending-invoice'> = before;
      await giveBack(transaction, own, pending);
      await blueGivenBack(transaction, own, pending);
      if (pending.credit) await release(transaction, own, pending.credit);
      return events;
    },
  },
  'credit-entry': { permit: platformAlone },
  'quota-account': savingAccount,
  'quota-entry': { permit: platformAlone },
  'leqi-summary': summaryForm,
  callback: { permit: unlessMade(outgoingOwn) },
  'invoice-mail': { permit: unlessMade(outgoingOwn) },
  'auto-issue-run': { permit: unlessMade(runOwn) },
  'automation-run': { permit: unlessMade(runOwn) },
  'confirmation-mail': { permit: unlessMade(outgoingOwn) },
  'invoice-sms': { permit: unlessMade(outgoingOwn) },
  'invoice-file': { permit: unlessMade(outgoingOwn) },
  'cloud-message': { permit: unlessMade(outgoingOwn) },
  'dynamic-qr': { edited: outOfSync },
  'red-information': informationForm,
  'red-confirmation': {
    begin(call, form, next) {
      confirmationBegun(call, form, next);
      dated(form, next, call.now.instant);
    },
    edited(_call, form, before, next) {
      const was: StoredAs<'red-confirmation'> = before;
      const document: StoredAs<'red-confirmation'> = next;
      if (was.enteredAt !== document.enteredAt || !document.answerBy) dated(form, next, null);
    },
    saving: tellingConfirmation,
  },
};

/** What the mobile cloud knows of a code holds no more once somebody changes it. */
function outOfSync(...[, , before, next]: Parameters<NonNullable<SpecialForm['edited']>>): void {
  const was: StoredAs<'dynamic-qr'> = before;
  const code: StoredAs<'dynamic-qr'> = next;
  const known = ({ taxNo, invoiceTypes, businessSystem }: StoredAs<'dynamic-qr'>) =>
    JSON.stringify([taxNo, invoiceTypes, businessSystem]);
  if (known(was) !== known(code)) code.syncStatus = 'none';
}

/** The sources of red confirmations as the parameter names them. */
const sourceCodes: Readonly<Record<string, string>> = { manual: '1', bureau: '2', api: '4', document: '5' };

/**
 * A red confirmation has to be approved before it goes to the bureau, unless a parameter says otherwise of all or of its
 * source. One of our own that is not, and that people or systems have made, goes there at once.
 */
function confirmationBegun(...[call, , next]: Parameters<NonNullable<SpecialForm['begin']>>): void {
  const document: StoredAs<'red-confirmation'> = next;
  if ((document.auditStatus ?? null) !== null) return;
  const source = document.source ?? 'manual';
  const said = parameterTexts(call, next.org)('sim_not_approval_required', 'sim_red_confirm_bill');
  if (statusFor(said, sourceCodes[source] ?? '') !== 'D') return;
  document.auditStatus = 'D';
  const isUnentered = (document.status ?? '00') === '00';
  if (isUnentered && (source === 'manual' || source === 'api')) document.entering = true;
}

/**
 * It says until when it is to be answered, whoever entered it. `usual`: when it was entered, where nobody says so; default
 * is when it was made here.
 */
function dated(form: Form, next: Stored, usual: string | null): void {
  const document: StoredAs<'red-confirmation'> = next;
  const { status, enteredAt } = document;
  if (status !== '02' && status !== '03') return;
  Object.assign(document, answerBy(form, enteredAt ?? usual ?? document.createdAt));
}

/** A status for all, or one by source; null: nothing is said of it. */
function statusFor(said: string | null, source: string): string | null {
  if (said === null || !said.trim().startsWith('{')) return said;
  const bySource = JSON.parse(said) as Readonly<Record<string, string>>;
  return bySource[source] ?? null;
}

async function platformAlone(
  _reader: unknown,
  _layouts: unknown,
  { call }: Parameters<NonNullable<SpecialForm['permit']>>[2],
): Promise<void> {
  if (call.rights !== platformRights) throw ledgerOwn();
}

/** It is made of what happened, not by hand; a remark or another try is people's. */
function unlessMade(refused: typeof outgoingOwn): NonNullable<SpecialForm['permit']> {
  return async (_reader, _layouts, { call, before }) => {
    if (!before && call.rights !== platformRights) throw refused();
  };
}

/** A new document needs approval or not, as a parameter says; of these sources, or of all. */
function auditStatusFrom(key: string, sources?: readonly string[]): NonNullable<SpecialForm['begin']> {
  return (call, _form, next) => {
    const document: StoredAs<'invoice-application' | 'pending-invoice'> = next;
    const isGiven = (document.auditStatus ?? null) !== null;
    if (isGiven || (sources && !sources.includes(document.dataSource ?? ''))) return;
    const parameter = parameterTexts(call, next.org);
    if (parameter('sim_not_approval_required', key) === 'D') document.auditStatus = 'D';
  };
}

/** What comes from a receivable comes by its parameters: which lines, and whether with the figures they have. */
function asPushed(call: Call, next: Parameters<NonNullable<SpecialForm['begin']>>[2]): void {
  const document: StoredAs<'invoice-application'> = next;
  if (document.dataSource !== 'receivable' || !document.lines) return;
  const { taxIncluded = null, lines } = document;
  const pushed = pushedLines({ taxIncluded, lines }, parameterTexts(call, next.org));
  next['lines'] = pushed as (typeof next)['lines'];
}

/** What a customer asks for says by which code; nobody else says that. */
function fromCustomer(call: Call, next: Parameters<NonNullable<SpecialForm['begin']>>[2]): void {
  const document: StoredAs<'invoice-application'> = next;
  const code = codeOfCustomer(call);
  if (code !== null) document.scannedCode = code;
}

/**
 * Refuses to restore a pending invoice whose sources were given back when it was deleted: they are somebody else’s by
 * now.
 */
async function notBroughtBack(
  _reader: unknown,
  _layouts: unknown,
  { call, before, next, operation }: Parameters<NonNullable<SpecialForm['permit']>>[2],
): Promise<void> {
  if (call.rights === platformRights || before || operation !== 'restore') return;
  const pending: StoredAs<'pending-invoice'> | null = next;
  if (pending?.sources?.length) throw documentUnderWay({ number: pending.number ?? pending.id });
}
