import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icon } from './base/icons.ts';

interface FilePick {
  /** The purpose of the file, as the button's label. */
  readonly label: string;
  readonly accept: string;
  readonly file: File | null;
  take(file: File | null): void;
}

/** A file to choose or to drop, in the language of the page: the browser's own words are in the browser's. */
export function pickFile({ label, accept, file, take }: FilePick): TemplateResult {
  return html`<label class="pick-file relative inline centred gap-2 shrinks breaks">
    <span class="button rigid">${icon('file', 14)}${msg('选择文件', { id: 'import-step-file' })}</span>
    <span class=${file ? '' : 'muted'}>${file?.name ?? msg('还没有选择', { id: 'no-file-yet' })}</span>
    <input class="fills pressable" type="file" accept=${accept} aria-label=${label} @change=${(
      event: Event,
    ) => {
      take((event.target as HTMLInputElement).files?.[0] ?? null);
    }} />
  </label>`;
}
