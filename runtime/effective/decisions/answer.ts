import type { Decided, UsedRecord } from '../../../rules/decisions/trace.ts';
import type { Asking, DecisionAnswer } from './asked.ts';

/** Makes the answer of a decision, with everything it went by. */
export function answerOf<Result>(asking: Asking, decided: Decided<Result>): DecisionAnswer<Result> {
  const { call, tried, revision, unseen } = asking;
  const asked = asking.used();
  const recordAnswer = (record: UsedRecord): UsedRecord => {
    const { form, id, revision: _, ...more } = record;
    if (id === undefined || !tried?.records.get(form)?.has(id)) return record;
    return { form, id, ...more, trial: true };
  };
  const records = new Map<string, UsedRecord>();
  for (const one of [...decided.used, ...asked.records])
    records.set(`${one.form} ${one.id ?? one.number ?? ''}`, recordAnswer(one));
  return {
    result: decided.result,
    trace: tried
      ? decided.trace.map((step) => (step.by ? { ...step, by: recordAnswer(step.by) } : step))
      : decided.trace,
    issues: decided.issues,
    used: {
      revision,
      at: call.now.instant,
      records: [...records.values()],
      settings: asked.settings.map(recordAnswer),
      parameters: asked.parameters,
    },
    unseen,
  };
}
