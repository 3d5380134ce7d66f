import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { askedBy } from '../../../metadata/property/target-place.ts';
import { icon } from '../../kit/base/icons.ts';
import { say } from '../../session/i18n.ts';
import { loneNow, loneWords } from '../words/lone-note.ts';
import type { LoneText } from '../words/lone-texts.ts';
import { propertyWords } from '../words/property-words.ts';
import { placeCalled } from '../words/step-words.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { addressOfIssue } from '../work/issue-address.ts';

/** Draws the texts that were changed in one language alone: nothing that keeps anybody from publishing. */
export function loneCard(drawn: Drawn | null): TemplateResult | typeof nothing {
  const lone = drawn ? loneNow() : [];
  if (!drawn || lone.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="lone"><h2
      id="lone">${icon('letter')}${msg('只改了一种语言的文字', { id: 'design-lone' })}</h2>
    <ul class="lines">${lone.map((one) => line(one, drawn))}</ul></section>`;
}

function line(lone: LoneText, drawn: Drawn): TemplateResult {
  const { form, target } = lone;
  const { place, property } = askedBy(target);
  const named = property.join('/');
  const parts = [
    say(drawn.lines.find(({ id }) => id === form)?.label),
    place === '' ? '' : placeCalled(drawn.called[form] ?? {}, place),
    named === 'label' ? '' : propertyWords(named, place).label,
  ];
  const href = addressOfIssue(drawn, { code: '', form, place, pointer: `/${named}` });
  return html`<li><a class="grow" href=${href ?? nothing}>${parts.filter(Boolean).join(' › ')}</a><span
      class="small muted">${loneWords(lone)}</span></li>`;
}
