import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { optionMeant } from '../../../metadata/kinds/common/option.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import { plural } from '../../session/i18n.ts';
import type { StoredText } from './stored-texts.ts';

interface StoredValues {
  readonly stored: readonly StoredText[];
  /** Labels of the options, as they were typed. */
  readonly options: readonly string[];
  readonly add: (texts: readonly string[]) => void;
}

/** Number of values that are named; the others are counted. */
const named = 12;
/** Number of values of which options can be made at once: more are no choice. */
const mostMade = 100;

/** Draws which option each stored text becomes, and offers to make options of those that are none. */
export function storedValues({ stored, options, add }: StoredValues): TemplateResult | typeof nothing {
  if (stored.length === 0) return nothing;
  const offered = options.map((text): OptionSource => ({ value: text, label: { zh: text, en: text } }));
  const others = stored.filter(({ text }) => optionMeant(offered, text) === undefined);
  const rest = stored.length - named;
  return html`<section class="stored small gridded gap-1" aria-label=${msg('已有的值', { id: 'fit-held' })}>
    <p class="muted">${plural(msg(str`已有 ${stored.length} 种值`, { id: 'design-stored-values' }))}</p>
    <ul class="gridded gap-half">${stored.slice(0, named).map(({ text, count }) => {
      const meant = optionMeant(offered, text);
      return html`<li class="breaks"><b>${text}</b> <span class="muted">${plural(
        msg(str`${count} 行`, { id: 'design-stored-rows' }),
      )} → ${meant ?? msg('还不是选项', { id: 'design-stored-no-option' })}</span></li>`;
    })}</ul>
    ${rest > 0 ? html`<p class="muted">${plural(msg(str`另有 ${rest} 种`, { id: 'design-stored-more' }))}</p>` : nothing}
    ${
      others.length > 0 && others.length <= mostMade
        ? html`<div><button @click=${() => add(distinctTexts(others))}>${plural(
            msg(str`把这 ${others.length} 种值做成选项`, { id: 'design-stored-make' }),
          )}</button></div>`
        : nothing
    }</section>`;
}

/** One for each spelling: capitals and blanks around it make no option of their own. */
function distinctTexts(stored: readonly StoredText[]): readonly string[] {
  const texts = new Map<string, string>();
  for (const { text } of stored) {
    const spelt = text.trim();
    if (spelt !== '' && !texts.has(spelt.toLowerCase())) texts.set(spelt.toLowerCase(), spelt);
  }
  return [...texts.values()];
}
