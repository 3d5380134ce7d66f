import { isObject, type Json, type JsonObject } from '../../metadata/json.ts';
import { slotsOf } from '../../metadata/kinds/variables.ts';
import type { Form } from '../../metadata/model.ts';
import { renderMail } from '../../rules/decisions/render-mail/render-mail.ts';
import { issueSentence } from '../../rules/decisions/sentences.ts';
import type { Call } from '../call/call.ts';
import type { Store, WireRecord } from '../store/record/store.ts';
import type { Composed } from './compose-mail.ts';
import { type Scene, sceneOf } from './confirmation-mails-of.ts';
import { sendBy } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';
import { nextTime } from './next-time.ts';
import type { Failure, Sender } from './sender.ts';

export interface ConfirmationMailParts extends MailboxParts {
  readonly store: Pick<Store, 'read' | 'create'>;
  readonly zone: (org: string) => string;
  /** The scheme that an organisation sends by; null: none. */
  readonly schemeFor: (call: Call) => Promise<WireRecord | null>;
}

/** E-mails about red confirmations. What is settled meanwhile is not reminded of. */
export function confirmationMailSender(parts: ConfirmationMailParts): Sender {
  return {
    form: 'confirmation-mail',
    interrupted: 'unclear',
    patience: 180_000,
    async send(call, record, signal) {
      const [confirmation, push] = await Promise.all([
        referred(parts, call, 'red-confirmation', record['confirmation']),
        referred(parts, call, 'red-mail-push', record['push']),
      ]);
      const forms = call.served.model.formsById;
      const [about, schemeForm] = [forms.get('red-confirmation'), forms.get('red-mail-scheme')];
      const scene = confirmation && sceneOf(confirmation);
      if (!confirmation || !about || !schemeForm || !scene || scene !== record['scene'])
        return { state: 'dropped', failure: settled(confirmation) };
      const named = await referred(parts, call, 'red-mail-scheme', push?.['scheme']);
      const scheme = named?.['enabled'] === true ? named : await parts.schemeFor(call);
      const mailbox = scheme && (await mailboxOf(parts, call, 'red-mail-scheme', scheme));
      if (!scheme) return { state: 'failed', failure: { code: 'mail-without-scheme' } };
      if (!mailbox) return { state: 'failed', failure: { code: 'mail-without-mailbox' } };
      const composed = compose({ about, schemeForm, scheme, confirmation, scene });
      if ('code' in composed) return { state: 'failed', failure: composed };
      const repeat = typeof record['sentAt'] === 'string' ? `.${Date.parse(record['sentAt'])}` : '';
      const messageId = `<${record.id}${repeat}@${mailbox.address.split('@').at(-1)}>`;
      const mail = { ...composed, messageId, to: String(record['recipient']), attachments: [] };
      const outcome = await sendBy(mailbox, mail, signal);
      if (outcome.state === 'sent' && push) await remindAgain(parts, call, { record, push, scene });
      const subject = composed.subject.slice(0, 300);
      return { ...outcome, values: { scheme: { id: scheme.id }, subject, messageId } };
    },
  };
}

function settled(confirmation: WireRecord | undefined): Failure {
  return { code: 'confirmation-settled', params: { number: String(confirmation?.['number'] ?? '') } };
}

async function referred(
  { store }: ConfirmationMailParts,
  call: Call,
  name: string,
  reference: Json | undefined,
): Promise<WireRecord | undefined> {
  const form = call.served.model.formsById.get(name);
  const id = isObject(reference) ? reference['id'] : null;
  if (!form || typeof id !== 'string') return undefined;
  return store.read(call, form, id, 'manage').catch(() => undefined);
}

interface Reminding {
  readonly record: WireRecord;
  readonly push: WireRecord;
  readonly scene: Scene;
}

/** What is waited for is reminded of every day, as long as it waits. */
async function remindAgain(
  { store, zone }: ConfirmationMailParts,
  call: Call,
  { record, push, scene }: Reminding,
): Promise<void> {
  const form = call.served.model.formsById.get('confirmation-mail');
  const isRepeated = push['timing'] === 'daily' && push['enabled'] === true && scene === 'waiting';
  if (!form || !isRepeated) return;
  const nextAt = nextTime(call.now.instant, [String(push['sendTime'])], zone(call.org));
  const { confirmation = null, recipient = null } = record;
  await store.create(call, form, { confirmation, push: { id: push.id }, recipient, scene, nextAt });
}

const sentences: Readonly<Record<Scene, string>> = {
  waiting: '等待确认，请在 72 小时内登录电子税局确认，逾期作废',
  confirmed: '已确认，可以开具红字发票',
  refused: '被拒绝',
  expired: '超过 72 小时未确认，已作废',
  withdrawn: '已撤销',
};
const closing = '<p>[&sellerName&]</p>';

interface Composing {
  readonly about: Form;
  readonly schemeForm: Form;
  readonly scheme: JsonObject;
  readonly confirmation: WireRecord;
  readonly scene: Scene;
}

/** Subject and body in the scheme’s own words, or in the usual ones. */
function compose({ about, schemeForm, scheme, confirmation, scene }: Composing): Composed | Failure {
  const isOwn = scheme['mailbox'] === 'own' && scheme['ownTemplate'] === 'own';
  const own = (member: string) => (isOwn && typeof scheme[member] === 'string' ? scheme[member] : null);
  const field = schemeForm.byId.get('ownBody');
  const slots = field ? slotsOf(field) : [];
  const columns = Array.isArray(scheme['customFields']) ? scheme['customFields'].map(String) : [];
  const rendered = (template: string, as: 'html' | 'subject') =>
    renderMail(
      {
        ...{ template, as, invoices: [confirmation] },
        listColumns: columns.length > 0 ? columns : ['number', 'buyerName', 'gross'],
      },
      { about, slots: as === 'html' ? slots : [] },
      'none',
    );
  const usual = `<p>红字确认单 [&number&] ${sentences[scene]}。</p>[&${slots[0]?.name ?? 'number'}&]${closing}`;
  const subject = rendered(own('ownSubject') ?? `红字确认单 [&number&] ${sentences[scene]}`, 'subject');
  const html = rendered(own('ownBody') ?? usual, 'html');
  const [issue] = [...subject.issues, ...html.issues];
  if (subject.result.text === null || html.result.text === null)
    return {
      code: 'mail-template-wrong',
      params: { problem: issue ? issueSentence(issue, 'zh') : '' },
    } as const;
  return { subject: subject.result.text, html: html.result.text };
}
