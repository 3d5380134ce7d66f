import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { colon } from '../../session/i18n.ts';
import { bringImage, onPages } from './bring-image.ts';
import type { PropertyAsk } from './property-ask.ts';

/** A picture that the form holds itself: how it looks, another one, and none. */
export function imageEditor(ask: PropertyAsk): TemplateResult {
  const { value } = ask.state;
  const image = typeof value === 'string' ? value : '';
  const shown =
    image === '' ? nothing : html`<img alt=${ask.label} src=${image} class="sample edged rounded" />`;
  return html`<div class="stacked gap-1">${shown}${ask.readonly ? nothing : buttons(ask, image !== '')}</div>`;
}

function buttons(ask: PropertyAsk, isThere: boolean): TemplateResult {
  const take = async ({ target }: Event) => {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
    const taken = file && (await bringImage(file, onPages));
    if (taken) ask.set(taken);
  };
  const open = ({ currentTarget }: Event) => {
    const input = currentTarget instanceof HTMLElement ? currentTarget.nextElementSibling : null;
    if (input instanceof HTMLElement) input.click();
  };
  return html`<div class="flex wraps gap-1"><button class="small" aria-label=${`${ask.label}${colon()}${pick()}`}
      @click=${open}>${pick()}</button><input type="file" accept="image/png,image/jpeg" hidden @change=${take} />${
        isThere
          ? html`<button class="small" @click=${() => ask.set(undefined)}>${msg('去掉图片', { id: 'design-no-image' })}</button>`
          : nothing
      }</div>`;
}

const pick = () => msg('选择图片', { id: 'print-pick-image' });
