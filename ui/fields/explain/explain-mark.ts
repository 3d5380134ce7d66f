import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Field } from '../../../metadata/field.ts';
import { icon } from '../../kit/base/icons.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import type { FormModel } from '../../model/form-model.ts';
import { mayDesign } from '../../session/session.ts';
import { type ExplainedPlace, explaining } from './explained-place.ts';

/**
 * Beside a label, for whoever designs: seen when one points at it. By keyboard it is Shift+F1 where the label's thing
 * has the focus.
 */
export function explainMark(place: ExplainedPlace): TemplateResult | typeof nothing {
  if (!mayExplain()) return nothing;
  return html`<span class="who rigid muted pressable" aria-hidden="true" title=${`${msg('来源', { id: 'explain' })} (Shift+F1)`}
    @click=${(event: MouseEvent) => {
      event.stopPropagation();
      explaining.ask(place);
    }}>${icon('layers', 13)}</span>`;
}

/** Answers whether the key is the one that asks who stated a property. */
function asksWho(event: KeyboardEvent): boolean {
  return event.key === 'F1' && event.shiftKey && !event.defaultPrevented && mayExplain();
}

/** Asks about this place, if the key is the one that asks; answers whether it was. */
export function keyAsks(event: KeyboardEvent, place: ExplainedPlace): boolean {
  if (!asksWho(event)) return false;
  event.preventDefault();
  explaining.ask(place);
  return true;
}

export function whoOf(form: Pick<FormModel, 'name'>, { path }: Pick<Field, 'path'>): ExplainedPlace {
  return { form: form.name, place: `fields/${path}` };
}

/** In the menu of a page, for whoever designs. */
export function explainItem(): readonly MenuItem[] {
  return mayExplain() ? [{ key: 'explain', text: msg('来源', { id: 'explain' }), icon: 'layers' }] : [];
}

export function mayExplain(): boolean {
  return mayDesign();
}

export const explainStyles = css`
  .who {
    display: inline-block;
    vertical-align: text-bottom;
    width: var(--gj-size-14);
    height: var(--gj-size-14);
    opacity: 0;
  }
  .who .icon {
    display: block;
  }
  :is(.label, .head, .line, .cell):hover > .who,
  .who:hover {
    opacity: 1;
  }
`;
