import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { TabSource } from '../../../metadata/source.ts';
import { icon } from '../../kit/base/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { type FreshField, freshPlace } from '../fresh/fresh-field.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import type { HiddenField } from '../work/bench-shapes.ts';
import { cellsOf } from './design-blocks.ts';
import { dragging } from './dragging.ts';
import '../../kit/gj-skeleton.ts';

/** What a part is called, typed where it stands; null: it is called as before. */
export function nameBox(label: string, done: (text: string | null) => void): TemplateResult {
  const text = (event: Event) => (event.target as HTMLInputElement).value;
  return html`<input class="naming" autocomplete="off" .value=${label}
    aria-label=${msg(str`“${label}”的名称`, { id: 'design-name-here' })}
    @keydown=${(event: KeyboardEvent) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === 'Enter') done(text(event));
      else if (event.key === 'Escape') done(null);
    }} @paste=${(event: Event) => event.stopPropagation()} @blur=${(event: Event) => done(text(event))} />`;
}

/** The field that is about to be added. */
export function freshTile({ kind, label }: FreshField, open: () => void): TemplateResult {
  const name = say(label) || msg('新字段', { id: 'design-new-field' });
  return html`<div class="cell relative sized" style="--span:1"><button
      class="tile fresh flex centred gap-1h" data-place=${freshPlace} tabindex="0" @click=${open}>${kindIcon(kind)}<span
      class="name ellipsis fills to-start" title=${name}>${name}</span><span
      class="kind">${kindWords(kind).label}</span></button></div>`;
}

/** The fields that are kept but hidden, each to be brought back. */
export function hiddenTray(
  hidden: readonly HiddenField[],
  bringBack: (path: string) => void,
): TemplateResult | typeof nothing {
  if (hidden.length === 0) return nothing;
  const title = msg('隐藏的字段', { id: 'design-hidden-fields' });
  return html`<section class="tray across-close wraps pad-2-3 muted rounded-l" aria-label=${title}><span>${title}</span>${hidden.map(
    ({ path, label, kind }) => html`<button draggable="true"
      @dragstart=${(event: DragEvent) => dragging.start({ hidden: path }, event)} @dragend=${() => dragging.end()}
      aria-label=${msg(str`恢复“${say(label)}”`, { id: 'design-bring-back' })}
      @click=${() => bringBack(path)}>${kindIcon(kind)}${say(label)}${icon('undo', 12)}</button>`,
  )}</section>`;
}

export function untitledGroup(): string {
  return msg('未命名的分组', { id: 'design-unnamed-group' });
}

/** Draws the rough shape of a tab's groups while their controls come. */
export function groupsToCome(form: FormModel, tab: TabSource | undefined): TemplateResult {
  const cards = (tab?.groups ?? []).map((group) => Math.max(1, cellsOf(form, group).length));
  return html`<gj-skeleton class="absolute" .outline=${{ cards }}></gj-skeleton>`;
}
