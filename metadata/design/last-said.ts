import type { Json } from '../common/json.ts';
import type { DesignStep } from './steps/design-step.ts';

/** A property as it was drawn, with who says what of it. */
interface SaidProperty {
  readonly target: string;
  readonly value: Json | undefined;
  readonly said: readonly { readonly package: string; readonly value: Json }[];
}

/** What steps said last of a property of a form; undefined: nothing. `value` is absent where they took it back. */
export function lastSaid(
  steps: readonly DesignStep[],
  form: string,
  target: string,
): { readonly value?: Json } | undefined {
  const last = steps.findLast(
    (step) => (step.do === 'set' || step.do === 'reset') && step.form === form && step.target === target,
  );
  if (last?.do === 'set') return { value: last.value };
  return last && {};
}

/** The value of a property with steps that those who drew it did not know. */
export function valueWith(steps: readonly DesignStep[], form: string, state: SaidProperty): Json | undefined {
  const said = lastSaid(steps, form, state.target);
  if (!said) return state.value;
  return 'value' in said ? said.value : state.said.findLast((one) => one.package !== 'local')?.value;
}
