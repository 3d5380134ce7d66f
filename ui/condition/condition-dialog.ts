import type { Condition } from '../../metadata/condition.ts';
import { focusedElement } from '../kit/base/focus.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ConditionCandidate } from './gj-condition-findings.ts';

export interface ConditionAsk {
  /** Of the facts. */
  readonly form: FormModel;
  /** By today's names. */
  readonly value: Condition | null;
  /** Tells of a fact by its path in ids whether it may be asked. Default: all may. */
  readonly offers?: (path: string) => boolean;
  /** The rule it stands in. Default: none. */
  readonly candidate?: ConditionCandidate;
  readonly label?: string;
  /** What it means that there is no condition. Default: nothing is limited. */
  readonly empty?: string | undefined;
  /**
   * Whether the condition filters a list: a database has to judge it, and all of it can be cleared at once. Default:
   * no.
   */
  readonly filters?: boolean;
  /** Whether the condition judges records while they are made, and may ask whether one is new. Default: no. */
  readonly making?: boolean;
  /** Default: no. */
  readonly readonly?: boolean;
}

/**
 * Opens the editor over the page: what was decided on, null when all conditions were taken away; undefined when it was
 * left.
 */
export async function openConditionDialog(ask: ConditionAsk): Promise<Condition | null | undefined> {
  const { GjConditionWindow } = await import('./gj-condition-window.ts');
  const before = focusedElement();
  const dialog = Object.assign(new GjConditionWindow(), ask);
  document.body.append(dialog);
  const answer = await new Promise<Condition | null | undefined>((resolve) => {
    dialog.addEventListener('done', (event) =>
      resolve((event as CustomEvent<Condition | null>).detail ?? null),
    );
    dialog.addEventListener('closed', () => resolve(undefined));
  });
  dialog.remove();
  before?.focus();
  return answer;
}
