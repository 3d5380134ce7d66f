import type { Call } from '../../../call/call.ts';
import type { OutboxEvent } from '../../../work/outbox/outbox.ts';
import { knownForm } from '../../forms/forms.ts';
import type { Noted } from '../common/noted.ts';
import type { Clouds } from './clouds.ts';

/** What the clouds are told because of an event: nothing of one that is not connected. */
export function cloudMessagesOf(clouds: Clouds, call: Call, event: OutboxEvent): readonly Noted[] {
  const { kind, record, payload } = event;
  if (!knownForm(call, 'cloud-message')) return [];
  const content = JSON.stringify(payload);
  const message = (what: string, about: string): Noted => ({
    form: 'cloud-message',
    body: { what, [about]: { id: record }, content },
  });
  if (kind === 'licence-withdrawn' && clouds.licences !== null)
    return [message('licence-withdrawn', 'licence')];
  if (kind === 'code-synced' && clouds.mobile !== null) return [message('dynamic-qr', 'code')];
  return [];
}
