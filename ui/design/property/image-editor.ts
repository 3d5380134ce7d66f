import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { pickFile } from '../../kit/pick-file.ts';
import { bringImage, onPages } from '../work/bring-image.ts';
import type { PropertyAsk } from './property-ask.ts';

/** A picture that the form holds itself: how it looks, another one, and none. */
export function imageEditor(ask: PropertyAsk): TemplateResult {
  const { value } = ask.state;
  const image = typeof value === 'string' ? value : '';
  const shown = html`<img alt=${ask.label} src=${image} class="edged" style="max-width:100%;max-height:120px" />`;
  if (ask.readonly) return html`${image === '' ? nothing : shown}`;
  return html`<div class="stacked gap-1">${image === '' ? nothing : shown}${pickFile({
    label: msg('选择图片', { id: 'print-pick-image' }),
    accept: 'image/png,image/jpeg',
    file: null,
    take: async (file) => {
      const taken = file && (await bringImage(file, onPages));
      if (taken) ask.set(taken);
    },
  })}${
    image === ''
      ? nothing
      : html`<button class="small" @click=${() => ask.set(undefined)}>${msg('去掉图片', { id: 'design-no-image' })}</button>`
  }</div>`;
}
