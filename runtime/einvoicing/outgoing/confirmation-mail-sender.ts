import { append } from '../../../metadata/common/append.ts';
import type { Reference } from '../../../metadata/record-of.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Egress } from '../../access/egress/egress.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { CarriedLinks } from '../../work/links/carried-links.ts';
import { knownForm } from '../forms/forms.ts';
import { readIfThere } from '../forms/read-if-there.ts';
import type { MakePrints } from './attach-prints.ts';
import { nextTime } from './common/next-time.ts';
import type { Failure, Sender } from './common/sender.ts';
import { composeConfirmationMail } from './compose-confirmation-mail.ts';
import { type Scene, sceneOf } from './confirmation-mails-of.ts';
import { type Placed, placesOf } from './link-places.ts';
import { notMade, repeatOf } from './mail-sender.ts';
import { sendBy } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';
import { withFiles } from './with-files.ts';

export interface ConfirmationMailParts extends MailboxParts {
  readonly egress: Egress;
  readonly store: Pick<Store, 'list' | 'read' | 'create' | 'setting'>;
  readonly links: CarriedLinks;
  readonly zone: (org: string) => string;
  readonly makePrints: MakePrints;
  /** The scheme that an organisation sends by; null: none. */
  readonly schemeFor: (call: Call) => Promise<Wire<'red-mail-scheme'> | null>;
}

/** Sends e-mails about red confirmations. Nobody is reminded of one that is settled meanwhile. */
export function confirmationMailSender(parts: ConfirmationMailParts): Sender<'confirmation-mail'> {
  return {
    form: 'confirmation-mail',
    interrupted: 'unclear',
    patience: 180_000,
    async send(call, record, signal) {
      const [confirmation, push] = await Promise.all([
        referred(parts, call, 'red-confirmation', record.confirmation),
        referred(parts, call, 'red-mail-push', record.push),
      ]);
      const about = knownForm(call, 'red-confirmation');
      const schemeForm = knownForm(call, 'red-mail-scheme');
      const scene = confirmation && sceneOf(confirmation);
      if (!confirmation || !about || !schemeForm || !scene || scene !== record.scene)
        return { state: 'dropped', failure: settled(confirmation) };
      const named = await referred(parts, call, 'red-mail-scheme', push?.scheme);
      const scheme = named?.enabled ? named : await parts.schemeFor(call);
      const mailbox = scheme && (await mailboxOf(parts, call, 'red-mail-scheme', scheme));
      if (!scheme) return { state: 'failed', failure: { code: 'mail-without-scheme' } };
      if (!mailbox) return { state: 'failed', failure: { code: 'mail-without-mailbox' } };
      const composed = composeConfirmationMail({ about, schemeForm, scheme, confirmation, scene });
      if ('code' in composed) return { state: 'failed', failure: composed };
      const repeat = repeatOf(record);
      const messageId = `<${record.id}${repeat}@${mailbox.address.split('@').at(-1)}>`;
      const wish = { form: about, record: confirmation };
      const { prints: names, linkPrints: prints, linkFiles, linkHours: hours } = scheme;
      const files = await parts.makePrints(call, { ...wish, names, message: record.id });
      if ('code' in files) return notMade(files);
      const own = await placesOf(parts.store, call, { ...wish, prints, files: linkFiles });
      if ('code' in own) return notMade(own);
      const placed = linkFiles ? [...own, ...(await filesOfInvoices(parts, call, confirmation))] : own;
      const carrier = { form: 'confirmation-mail', record: record.id, repeat, hours } as const;
      const { leftOut, ...filled } = await withFiles(parts, call, { composed, carrier, files, placed });
      const mail = { ...filled, messageId, to: record.recipient ?? '' };
      const outcome = await sendBy(parts.egress, mailbox, mail, signal);
      if (outcome.state === 'sent' && push) await remindAgain(parts, call, { record, push, scene });
      const subject = composed.subject.slice(0, 300);
      return { ...outcome, values: { scheme: { id: scheme.id }, subject, messageId, leftOut } };
    },
  };
}

/** The files of the blue invoice that a confirmation is of, and of the red one that was issued by it. */
async function filesOfInvoices(
  { store }: ConfirmationMailParts,
  call: Call,
  { id, blueInvoice }: Wire<'red-confirmation'>,
): Promise<readonly Placed[]> {
  const form = knownForm(call, 'invoice');
  if (!form) return [];
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: {
      any: [
        { fact: 'id', operator: 'equal', value: blueInvoice?.id ?? '' },
        { fact: 'redConfirmation', operator: 'equal', value: id },
      ],
    },
    sort: ['createdAt', 'id'],
    limit: 10,
  });
  const placed: Placed[] = [];
  for (const found of items) {
    const record = await store.read(call, form, found.id, 'manage');
    const files = await placesOf(store, call, { form, record, prints: null, files: true });
    if (!('code' in files)) append(placed, files);
  }
  return placed;
}

function settled(confirmation: Wire<'red-confirmation'> | undefined): Failure {
  return { code: 'confirmation-settled', params: { number: confirmation?.number ?? '' } };
}

async function referred<Id extends 'red-confirmation' | 'red-mail-push' | 'red-mail-scheme'>(
  { store }: ConfirmationMailParts,
  call: Call,
  name: Id,
  reference: Reference | null | undefined,
): Promise<Wire<Id> | undefined> {
  return readIfThere(store, call, name, reference?.id);
}

interface Reminding {
  readonly record: Wire<'confirmation-mail'>;
  readonly push: Wire<'red-mail-push'>;
  readonly scene: Scene;
}

/** Reminds again of a confirmation every day, as long as it waits. */
async function remindAgain(
  { store, zone }: ConfirmationMailParts,
  call: Call,
  { record, push, scene }: Reminding,
): Promise<void> {
  const form = knownForm(call, 'confirmation-mail');
  const isRepeated = push.timing === 'daily' && push.enabled && scene === 'waiting';
  if (!form || !isRepeated) return;
  const nextAt = nextTime(call.now.instant, [push.sendTime ?? ''], zone(call.org));
  const { confirmation = null, recipient = null } = record;
  await store.create(call, form, { confirmation, push: { id: push.id }, recipient, scene, nextAt });
}
