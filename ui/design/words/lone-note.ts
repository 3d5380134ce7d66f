import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { optionAt } from '../../../metadata/property/target-place.ts';
import { say } from '../../session/i18n.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { type LoneText, loneTexts } from './lone-texts.ts';

const known = new WeakMap<Drawn, readonly LoneText[]>();

/** The texts of the design that were changed in one language alone. */
export function loneNow(): readonly LoneText[] {
  const { drawn } = design;
  if (!drawn) return [];
  const found = known.get(drawn) ?? loneTexts(design.steps, drawn.before);
  known.set(drawn, found);
  return found;
}

/** What the other language still says. */
export function loneWords({ left, text }: LoneText): string {
  return left === 'en'
    ? msg(str`英文仍是“${text}”`, { id: 'design-lone-english' })
    : msg(str`中文仍是“${text}”`, { id: 'design-lone-chinese' });
}

/** Said of a text in its panel, with the way to the box of the language that was left. */
export function loneNote(lone: LoneText, mend: (event: Event) => void): TemplateResult {
  return html`<p class="lone small muted above-half" role="note">${loneWords(lone)} <button class="plain"
      @click=${mend}>${
        lone.left === 'en'
          ? msg('改英文', { id: 'design-lone-mend-english' })
          : msg('改中文', { id: 'design-lone-mend-chinese' })
      }</button></p>`;
}

/** Said below the options at a place; each is mended where its two languages stand. */
export function loneOptions(
  form: string,
  place: string,
  open: (value: string) => void,
): TemplateResult | typeof nothing {
  const lone = loneNow().filter((one) => one.form === form && one.target.startsWith(place));
  if (lone.length === 0) return nothing;
  return html`${lone.map((one) => {
    const { value = '' } = optionAt(one.target.replace(/\/label$/, '')) ?? {};
    const label = say(design.drawn?.called[form]?.[`${place}${value}`]) || value;
    return html`<div class="flex wraps based gap-1"><span class="small">${label}</span>${loneNote(one, () => open(value))}</div>`;
  })}`;
}
