import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { RunForm } from '../../work/schedule/scheduled-form.ts';
import { type FormLike, knownForm } from '../forms/forms.ts';
import { runGoing } from './documents/refusals.ts';

/** By form whose records are run: where what came of it is kept. */
export const runsOf = {
  'auto-issue-scheme': { form: 'auto-issue-run', of: 'scheme', document: 'application', holds: true },
  'automation-task': { form: 'automation-run', of: 'task', document: 'redConfirmation' },
} as const satisfies Readonly<Record<string, RunForm>>;

interface Asking {
  readonly call: Call;
  readonly form: FormLike<'auto-issue-scheme' | 'automation-task'>;
  readonly action: string;
  readonly id: string;
  readonly ifMatch?: number | undefined;
}

/** A run in the name of whoever asks, for the organisation of the call; what there is to do it finds itself. */
export async function askRun(
  { store }: { readonly store: Store },
  { call, form, action, id, ifMatch }: Asking,
): Promise<void> {
  const runs = form.id === 'automation-task' ? runsOf[form.id] : runsOf['auto-issue-scheme'];
  const made = knownForm(call, runs.form);
  if (!made) return;
  const asked = await store.toAct(call, form, id, { action, ifMatch });
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const known = await transaction.where(made, runs.of, id);
    const goes = known.some(
      (run) => run.org === call.org && ['waiting', 'running'].includes(run.state ?? ''),
    );
    if (goes) throw runGoing({ name: asked.name ?? asked.number ?? '' });
    await transaction.create(made, {
      [runs.of]: { id },
      organisation: { id: call.org },
      state: 'waiting',
      trigger: 'hand',
      operator: { id: call.user.id },
      dueAt: call.now.instant,
    });
    return {};
  });
}
