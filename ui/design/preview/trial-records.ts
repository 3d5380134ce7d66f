import type { FormModel } from '../../model/form-model.ts';
import { reviveForm } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { nameless } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { Drawn } from '../work/bench-shapes.ts';

/** A record in force that a design can be tried with. */
export interface TrialRecord {
  readonly id: string;
  readonly text: string;
}

/** The first of a form; none of a form that nobody published yet, or of a setting. */
export async function trialRecords(form: FormModel): Promise<readonly TrialRecord[]> {
  const live = session.formById(form.id);
  if (!live || live.kind === 'setting') return [];
  const answer = await session.api
    .call('GET /api/forms/:form/records', {
      path: { form: live.name },
      query: { limit: 20, view: 'manage' },
    })
    .catch(() => null);
  const title = form.title?.name ?? form.number?.name ?? '';
  const number = form.number?.name ?? '';
  return (answer?.items ?? []).map((one) => ({
    id: one.id,
    text:
      [...new Set([one[number], one[title]])].filter((text) => typeof text === 'string').join(' ') ||
      nameless(),
  }));
}

/** The form with those it refers to, as the design has them; what is set of parameters is as it is now. */
export async function designedForm(looked: FormModel, drawn: Drawn) {
  const live = session.formById(looked.id);
  const known = live ? await forms.get(live.name).catch(() => null) : null;
  const askedValues = new Map([...(looked.askedValues ?? []), ...(known?.askedValues ?? [])]);
  const form: FormModel = known ? { ...looked, parameters: known.parameters, askedValues } : looked;
  const { targets } = await forms.around(form);
  const own = Object.entries(drawn.form?.targets ?? {});
  return {
    form,
    targets: new Map([...targets, ...own.map(([id, one]) => [id, reviveForm(one)] as const)]),
  };
}
