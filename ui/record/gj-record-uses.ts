import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../metadata/common/grouped.ts';
import type { References, ReferringForm } from '../../metadata/contract/records/calls.ts';
import { parameterForm } from '../../metadata/names.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { formMark } from '../kit/form-icon.ts';
import { Loading } from '../kit/loading.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { readReferences } from './versions/record-actions.ts';

/**
 * Where a saved record is used: each form that refers to it with how many of its records do, which lead to their list.
 * Of one that nobody uses nothing is shown. Tells `do` where somebody wants to see them all.
 */
export class GjRecordUses extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  turn: given(0),
}) {
  static override styles = [
    shared,
    css`
      ul {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--gj-size-180)), 1fr));
        gap: 0 var(--gj-4);
      }
      a:has(.name) {
        padding-block: var(--gj-1);
      }
    `,
  ];

  readonly #used = new Loading<References, string>(this, {
    key: () => this.editor.base?.id,
    load: () => readReferences(this.editor),
  });

  /** Of a place that many refer from only the first were read; the others are counted while the page is read. */
  readonly #counted = new Loading<ReadonlyMap<string, string>, string>(this, {
    key: () => (this.#many.length > 0 ? this.editor.base?.id : undefined),
    load: async (_, signal) => new Map(await Promise.all(this.#many.map((use) => counted(use, signal)))),
    behind: true,
  });

  get #many(): readonly ReferringForm[] {
    return this.#used.value?.forms.filter(({ more }) => more) ?? [];
  }

  override render() {
    const { forms = [], items = [] } = this.#used.value ?? {};
    // What it is made of is no matter of a page that is there to be read: where it fails, the menu still asks for it.
    const values = items.filter(({ form }) => form === parameterForm).length;
    if (forms.length + values === 0) return nothing;
    const sorted = [...forms].sort((a, b) => Number(b.more) - Number(a.more) || b.count - a.count);
    return html`<section class="card" aria-labelledby="uses">
      <div class="flex centred apart gap-2 below-1"><h2 id="uses">${msg('被引用', { id: 'record-uses' })}</h2>
        <button class="plain slim" @click=${() => this.emit('do', 'references')}>${msg('逐条查看', { id: 'record-uses-all' })}</button></div>
      <ul class="gridded">${sorted.map((one) => this.#form(one))}${
        values > 0
          ? html`<li><button class="low-as-text unpadded groundless borderless flex centred gap-1h fills in-accent" @click=${() =>
              this.emit(
                'do',
                'references',
              )}>${icon('gear', 14)}<span class="name grows ellipsis">${msg('参数', { id: 'parameters' })}</span><span class="muted">${values}</span></button></li>`
          : nothing
      }</ul>
    </section>`;
  }

  #form(use: ReferringForm): TemplateResult | typeof nothing {
    const outline = session.form(use.form);
    const name = say(outline?.listLabel) || use.form;
    const count =
      this.#counted.value?.get(use.form) ?? (use.more ? `${grouped(use.count)}+` : grouped(use.count));
    const inside = html`${formMark(outline, 14)}<span class="name grows ellipsis">${name}</span>
      <span class="muted">${count}</span>`;
    if (!outline) return html`<li class="flex centred gap-1h">${inside}</li>`;
    return html`<li><a class="flex centred gap-1h" href=${this.#address(use)}>${inside}</a></li>`;
  }

  /** A single one is gone to at once. */
  #address({ form, count, more, filter }: ReferringForm): string {
    const only = count === 1 && !more && this.#used.value?.items.find((one) => one.form === form);
    if (only) return `/forms/${form}/${only.id}`;
    return `/forms/${form}?${new URLSearchParams({ view: 'manage', filter: JSON.stringify(filter) })}`;
  }
}

/** The form, and how many of its records refer, as it is shown. */
async function counted(
  { form, count, filter }: ReferringForm,
  signal: AbortSignal,
): Promise<[string, string]> {
  const question = { view: 'manage', filter: JSON.stringify(filter), limit: 1, count: true } as const;
  const path = 'GET /api/forms/:form/records';
  const { total, totalAtLeast } = await session.api.call(path, { path: { form }, query: question, signal });
  return [form, `${grouped(Math.max(total ?? 0, count))}${totalAtLeast ? '+' : ''}`];
}
customElements.define('gj-record-uses', GjRecordUses);
