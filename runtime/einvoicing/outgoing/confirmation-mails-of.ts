import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../work/outbox/outbox.ts';
import { knownForm } from '../forms/forms.ts';
import { readIfThere } from '../forms/read-if-there.ts';
import { nextTime } from './common/next-time.ts';
import type { Noted } from './common/noted.ts';
import { failureText } from './common/sender.ts';

interface Around {
  readonly store: Pick<Store, 'list' | 'read'>;
  readonly zone: (org: string) => string;
}

export type Scene = 'waiting' | 'confirmed' | 'refused' | 'expired' | 'withdrawn';

const scenes: Readonly<Record<string, Scene>> = {
  '01': 'confirmed',
  '02': 'waiting',
  '03': 'waiting',
  '04': 'confirmed',
  '05': 'refused',
  '06': 'refused',
  '07': 'expired',
  '08': 'withdrawn',
  '09': 'withdrawn',
};

/** In which scene a red confirmation is; null: in none that anybody is told of. */
export function sceneOf({ status }: { readonly status?: Json }): Scene | null {
  return scenes[String(status)] ?? null;
}

const hour = 3_600_000;
/** A confirmation that nobody answers expires. */
const lasts = 72 * hour;

/** The e-mails that a red confirmation asks for when it comes or goes into another state. */
export async function confirmationMailsOf(
  around: Around,
  call: Call,
  event: OutboxEvent,
): Promise<readonly Noted[]> {
  if (event.kind !== 'confirmation-changed') return [];
  const pushForm = knownForm(call, 'red-mail-push');
  if (!pushForm) return [];
  const confirmation = await readIfThere(around.store, call, 'red-confirmation', event.record);
  // A scene that came after this one has an event of its own.
  const scene = sceneOf(event.payload);
  if (!confirmation || !scene || sceneOf(confirmation) !== scene) return [];
  const { items } = await around.store.list(call, pushForm, {
    filter: { fact: 'enabled', operator: 'equal', value: true },
    limit: 100,
  });
  const noted: Noted[] = [];
  for (const { id } of items) {
    const push = await around.store.read(call, pushForm, id);
    const nextAt = dueAt(around, call, { push, confirmation, scene });
    if (nextAt === undefined) continue;
    for (const { address, whom } of await recipientsOf(around, call, push, confirmation)) {
      const failure = failureText({
        code: 'confirmation-mail-without-address',
        params: { recipient: { ...whom } },
      });
      const state = address === null ? { state: 'failed', failure } : { recipient: address, nextAt };
      const body = { confirmation: { id: confirmation.id }, push: { id }, scene, ...state };
      noted.push({ form: 'confirmation-mail', body, target: `${id} ${address ?? whom.en}` });
    }
  }
  return noted;
}

interface Due {
  readonly push: Wire<'red-mail-push'>;
  readonly confirmation: Wire<'red-confirmation'>;
  readonly scene: Scene;
}

/** Null: at once; undefined: not at all. */
function dueAt({ zone }: Around, call: Call, { push, confirmation, scene }: Due): string | null | undefined {
  const { instant } = call.now;
  if (push.scenes?.length && !push.scenes.includes(scene)) return undefined;
  if (push.timing === 'daily') return nextTime(instant, [push.sendTime ?? ''], zone(call.org));
  if (push.timing !== 'before-expiry') return null;
  // Only what is waited for can expire.
  if (scene !== 'waiting') return undefined;
  const from = confirmation.enteredAt ?? instant;
  const at = addMilliseconds(from, lasts - (push.hoursBefore ?? 0) * hour);
  return at > instant ? at : null;
}

interface Recipient {
  /** Null: nobody knows it. */
  readonly address: string | null;
  readonly whom: Label;
}

async function recipientsOf(
  { store }: Around,
  call: Call,
  push: Wire<'red-mail-push'>,
  confirmation: Wire<'red-confirmation'>,
): Promise<readonly Recipient[]> {
  const field = knownForm(call, 'red-mail-push')?.byId.get('recipients');
  const named = (kind: string, language: 'zh' | 'en') => field?.kind.format([kind], field, language) ?? kind;
  const found: Recipient[] = [];
  for (const kind of push.recipients ?? []) {
    const whom = { zh: named(kind, 'zh'), en: named(kind, 'en') };
    if (kind !== 'listed') found.push({ whom, address: await addressOf(store, call, kind, confirmation) });
    else for (const { email } of push.addresses ?? []) found.push({ whom, address: email || null });
  }
  const seen = new Set<string>();
  return found.filter(({ address }) => address === null || (!seen.has(address) && seen.add(address)));
}

/**
 * The buyer’s own; of the seller whoever entered the confirmation, of a drawer the member of staff who is called so. ◊
 */
async function addressOf(
  store: Pick<Store, 'list' | 'read'>,
  call: Call,
  kind: string,
  confirmation: Wire<'red-confirmation'>,
): Promise<string | null> {
  if (kind === 'buyer') return confirmation.buyerEmail || null;
  const isDrawer = kind === 'drawer';
  const form = knownForm(call, isDrawer ? 'staff' : 'user');
  const asked = isDrawer ? confirmation.drawer : confirmation.createdBy?.id;
  if (!form || !asked) return null;
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: { fact: isDrawer ? 'name' : 'id', operator: 'equal', value: asked },
    fields: ['email'],
    limit: 1,
  });
  return items[0]?.email || null;
}
