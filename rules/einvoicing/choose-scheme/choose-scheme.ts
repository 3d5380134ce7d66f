import { used } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { Pointer } from '../forms/forms.ts';

export interface ChosenScheme {
  /** Null: none holds, and the preset rules are used. */
  readonly scheme: UsedRecord | null;
  /** As the scheme refers to them. */
  readonly splitRule: Pointer | null;
  readonly mergeRule: Pointer | null;
}

/** The processing scheme of an application, and the rules it names. */
export async function chooseScheme(
  application: Application,
  rules: Rules,
  level?: TraceLevel,
): Promise<Decided<ChosenScheme>> {
  const trace = new Trace(level);
  const [hit] = await rules.hits('processing-scheme', application, { first: true });
  if (!hit) {
    trace.look('scheme-none');
    return trace.decided({ scheme: null, splitRule: null, mergeRule: null });
  }
  const scheme = used('processing-scheme', hit.record);
  trace.step('scheme-chosen', { by: scheme });
  return trace.decided({
    scheme,
    splitRule: hit.record.splitRule ?? null,
    mergeRule: hit.record.mergeRule ?? null,
  });
}
