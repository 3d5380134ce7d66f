import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { shortName } from '../../kit/base/short-names.ts';
import { say } from '../../session/i18n.ts';
import { formerLabel, type LabelsInForce } from '../words/former-labels.ts';
import { stepInside, stepWords } from '../words/step-words.ts';
import type { Drawn } from '../work/bench-shapes.ts';

/** The parts of a plan that may be about a form that is new. */
export interface PlanOfForms {
  readonly api?: readonly { readonly form: string; readonly message: string }[];
}

/** Ids of the forms that steps make and leave there. */
export function newForms(steps: readonly DesignStep[], drawn: Drawn | null): ReadonlySet<string> {
  const made = steps.flatMap((step) => (step.do === 'add-form' ? idOf(step) : []));
  return new Set(made.filter((id) => drawn?.lines.some((line) => line.id === id)));
}

/** The steps that are a line of their own: what is done to a form that is new is told with it. */
export function stepsInLines(steps: readonly DesignStep[], drawn: Drawn): readonly DesignStep[] {
  const fresh = newForms(steps, drawn);
  return steps.filter((step) => step.do === 'add-form' || !fresh.has(formOf(step)));
}

/** Draws each step in a line; a form that is new is one line, which opens into all that belongs to it. */
export function stepLines(
  steps: readonly DesignStep[],
  drawn: Drawn,
  plan: PlanOfForms | null,
  inForce: LabelsInForce,
): TemplateResult {
  const fresh = newForms(steps, drawn);
  const former = (step: DesignStep) => formerLabel(step, steps.slice(0, steps.indexOf(step)), inForce);
  return html`<ul class="lines">${stepsInLines(steps, drawn).map((step) => {
    const id = formOf(step);
    if (!fresh.has(id)) return stepLine(stepWords(step, drawn, former(step)));
    const form = say(drawn.lines.find((line) => line.id === id)?.label);
    const inside = [
      ...steps
        .filter((one) => one !== step && formOf(one) === id)
        .map((one) => stepInside(one, drawn, former(one))),
      ...(plan?.api ?? []).flatMap((line) => (line.form === id ? line.message : [])),
    ];
    return html`<li><details class="grow"><summary title=${form}>${msg(str`新表单“${shortName(form)}”`, { id: 'design-new-form-called' })}</summary>
      <ul class="lines">${inside.map(stepLine)}</ul></details></li>`;
  })}</ul>`;
}

/** What it is done to comes first, and is no longer than names are. */
function stepLine(words: string): TemplateResult {
  const short = words.split(' · ').map(shortName);
  return html`<li><span class="two-lines" title=${words}>${dotted(words.length > 200 ? short : words)}</span></li>`;
}

function formOf(step: DesignStep): string {
  return step.do === 'add-form' ? idOf(step) : 'form' in step ? step.form : '';
}

function idOf({ content }: DesignStep & { readonly do: 'add-form' }): string {
  return content.id ?? content.name;
}
