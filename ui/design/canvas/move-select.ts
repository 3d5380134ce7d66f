import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import type { Landing } from '../work/canvas-moves.ts';

interface Somewhere {
  readonly key: string;
  readonly text: string;
  readonly landing: Landing;
}

/** Groups of the form, by tab, and its rows: what drags reach, for whoever does not drag. */
function somewhere({ layout, entries }: FormModel, places: readonly string[]): readonly Somewhere[] {
  const named = (label: string | undefined) => label || msg('未命名的分组', { id: 'design-unnamed-group' });
  const groups = layout.tabs.flatMap((tab) =>
    tab.groups.map((group) => ({
      key: `in ${group.name}`,
      text: `${say(tab.label)} / ${named(group.label && say(group.label))}`,
      landing: { in: group.name },
    })),
  );
  const rows = entries
    .filter(({ path, hidden }) => !hidden && !places.includes(`fields/${path}`))
    .map(({ path, label }) => ({
      key: `rows ${path}`,
      text: msg(str`明细“${say(label)}”`, { id: 'design-move-rows' }),
      landing: { rows: path },
    }));
  return places.some((place) => place.startsWith('blocks/')) ? groups : [...groups, ...rows];
}

/** Takes fields elsewhere by a choice: into another group, into rows, out of them. */
export function moveSelect(
  form: FormModel,
  places: readonly string[],
  go: (landing: Landing) => void,
): TemplateResult {
  const all = somewhere(form, places);
  return html`<select class="plain" aria-label=${msg('移到', { id: 'design-move-to' })} @change=${(
    event: Event,
  ) => {
    const select = event.target as HTMLSelectElement;
    const found = all.find(({ key }) => key === select.value);
    select.value = '';
    if (found) go(found.landing);
  }}><option value="">${msg('移到…', { id: 'design-move-to-open' })}</option>${all.map(
    ({ key, text }) => html`<option value=${key}>${text}</option>`,
  )}</select>`;
}
