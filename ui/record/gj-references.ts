import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Referrer } from '../../metadata/contract/records/calls.ts';
import { parameterForm } from '../../metadata/names.ts';
import { faceOfRecord } from '../kit/base/face.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { formIcon } from '../kit/form-icon.ts';
import { Loading } from '../kit/loading.ts';
import { table } from '../kit/table/table.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { nameless, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { readReferences } from './versions/record-actions.ts';
import '../kit/dialog/gj-dialog.ts';

/** The records that refer to this one, form by form, each with a link. `given` are those a refused deletion named. */
export class GjReferences extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  given: given<readonly Referrer[] | null>(null),
}) {
  static override styles = shared;

  readonly #items = new Loading(this, {
    load: async () => this.given ?? (await readReferences(this.editor)).items,
  });
  /** Forms whose fields are named. */
  readonly #models = new Loading<ReadonlyMap<string, FormModel>, readonly Referrer[]>(this, {
    key: () => this.#items.value,
    load: async (items) => {
      const names = [...new Set(items.map(({ form }) => form))].filter((name) => name !== parameterForm);
      const found = await Promise.all(
        names.map(async (name) => [name, await forms.get(name).catch(() => undefined)] as const),
      );
      return new Map(found.flatMap(([name, model]) => (model ? [[name, model]] : [])));
    },
  });

  override render() {
    const label = this.given
      ? msg('不能删除：仍被引用', { id: 'still-used' })
      : msg('被引用情况', { id: 'where-used' });
    return html`<gj-dialog drawer plain .label=${label}>${this.#items.shown((items) => this.#body(items), {
      empty: { symbol: 'link', text: msg('没有记录引用它。', { id: 'not-used' }) },
    })}</gj-dialog>`;
  }

  #body(all: readonly Referrer[]): TemplateResult {
    const byForm = Map.groupBy(all, ({ form }) => form);
    return html`
      ${
        this.given
          ? html`<p class="muted below-3">${msg('先在下列记录中取消引用，或改为禁用。', { id: 'still-used-hint' })}</p>`
          : ''
      }
      ${[...byForm].map(([form, items]) => (form === parameterForm ? this.#parameters(items) : this.#form(form, items)))}`;
  }

  /** Values of parameters are no records to go to: their page is. */
  #parameters(items: readonly Referrer[]): TemplateResult {
    return html`<section class="below-4">
      <h2 class="below-1">${msg('参数', { id: 'parameters' })} <span class="muted small">${items.length}</span></h2>
      ${table({
        caption: msg('参数', { id: 'parameters' }),
        columns: [
          {
            label: msg('参数', { id: 'parameters' }),
            quiet: true,
            role: 'name',
            href: ({ number, name: org }) => {
              const open = (number ?? '').replace('.', '/');
              return `/parameters?${new URLSearchParams({ open, ...(org ? { org } : {}) })}`;
            },
            cell: ({ number }) => number,
          },
          {
            label: msg('组织', { id: 'organisation' }),
            quiet: true,
            room: 'tight',
            look: 'muted',
            cell: ({ name: org }) => org ?? msg('全系统', { id: 'param-system' }),
          },
        ],
        rows: items,
      })}
    </section>`;
  }

  #form(name: string, items: readonly Referrer[]): TemplateResult {
    const outline = session.form(name) ?? session.formById(name);
    const model = this.#models.value?.get(name);
    return html`<section class="below-4">
      <h2 class="below-1">${outline ? formIcon(outline) : nothing}
        ${say(outline?.listLabel) || name} <span class="muted small">${items.length}</span></h2>
      ${table({
        caption: say(outline?.listLabel) || name,
        columns: [
          {
            label: msg('记录', { id: 'one-record' }),
            quiet: true,
            role: 'name',
            room: 'tight',
            href: ({ id }) => (outline ? `/forms/${outline.name}/${id}` : undefined),
            cell: ({ id, number, name: title }) =>
              html`${faceOfRecord(outline, id)}${number ?? title ?? nameless()}`,
          },
          {
            label: msg('名称', { id: 'name' }),
            quiet: true,
            cell: ({ number, name: title }) => (number ? title : null),
          },
          {
            label: msg('字段', { id: 'field' }),
            quiet: true,
            room: 'tight',
            look: 'muted',
            cell: ({ field }) => this.#field(field, model),
          },
        ],
        rows: items,
      })}
    </section>`;
  }

  #field(path: string, model: FormModel | undefined): string {
    const words: string[] = [];
    let shape = model as FormModel['entries'][number]['rows'];
    for (const step of path.split('.')) {
      const field = shape?.byName.get(step) ?? shape?.byId.get(step);
      words.push(say(field?.label) || step);
      shape = field?.rows;
    }
    return words.join(' › ');
  }
}
customElements.define('gj-references', GjReferences);
