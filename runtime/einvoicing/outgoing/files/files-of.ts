import { isObject } from '../../../../metadata/common/json.ts';
import { addMilliseconds } from '../../../../rules/calendar.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../../work/outbox/outbox.ts';
import { fileFormats } from '../../channels/channel.ts';
import { knownForm } from '../../forms/forms.ts';
import type { Noted } from '../common/noted.ts';

/** The files that are to be brought of an issued invoice: one record each; those of the simulation one after another. */
export async function filesOf(
  { store }: { readonly store: Pick<Store, 'setting'> },
  call: Call,
  { kind, record, payload }: OutboxEvent,
): Promise<readonly Noted[]> {
  const files = payload['files'];
  if (kind !== 'invoice-issued' || !isObject(files) || !knownForm(call, 'invoice-file')) return [];
  const apart = payload['simulated'] === true ? await secondsApart(store, call) : 0;
  return fileFormats.flatMap((fileFormat, at): Noted[] => {
    const origin = files[fileFormat];
    if (origin !== 'made' && origin !== 'fetched') return [];
    const nextAt = addMilliseconds(call.now.instant, apart * (at + 1) * 1_000);
    return [
      {
        form: 'invoice-file',
        body: { invoice: { id: record }, fileFormat, origin, ...(apart > 0 ? { nextAt } : {}) },
        target: fileFormat,
      },
    ];
  });
}

async function secondsApart(store: Pick<Store, 'setting'>, call: Call): Promise<number> {
  const form = knownForm(call, 'other-settings');
  return form ? ((await store.setting(call, form)).simulatedFileSeconds ?? 0) : 0;
}
