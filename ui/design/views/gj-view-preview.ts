import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { tableStyles } from '../../kit/table/table-styles.ts';
import { cellOf, columnOf } from '../../list/cells/record-cells.ts';
import { loadDrawn, viewElement } from '../../list/list-drawn.ts';
import { listQuestion } from '../../list/state/list-question.ts';
import type { ListView } from '../../list/state/saved-views.ts';
import { SavedViews } from '../../list/state/saved-views.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { type ListedRecord, RecordList } from '../../model/record-list.ts';
import { listed, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { factsIn } from '../words/facts-in.ts';

/** A view as it will be, with the records of today; nothing in it can be pressed. */
export class GjViewPreview extends withProperties(GjElement, {
  form: given<FormModel>(),
  name: text(),
}) {
  static override styles = [
    shared,
    tableStyles,
    css`
      .at-top {
        align-self: start;
        max-height: 100%;
      }
      :host,
      .still {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        min-height: 0;
        min-width: 0;
        overflow: hidden;
      }
    `,
  ];

  readonly #loading = new Loading(this, {
    key: () => JSON.stringify([this.form.hash, this.form.views.find(({ name }) => name === this.name)]),
    load: () => this.#load(),
  });

  async #load() {
    const { form, name } = this;
    const live = session.formById(form.id);
    const view: ListView | undefined = new SavedViews(form).find(name);
    if (!live || !view) return null;
    const { state, columns } = await new SavedViews(form).read(view);
    await loadDrawn(state.drawing.kind);
    const published = await forms.get(live.name);
    const isNew = (name: string) => form.byName.has(name) && !published.byName.has(name);
    const wanted = columns?.shown ?? form.list.columns.flatMap((id) => form.byId.get(id)?.name ?? []);
    const shown = wanted.filter((name) => !isNew(name));
    const { drawing, sort, condition } = state;
    const conditions = condition === null ? [] : factsIn(condition as Json);
    const asked = [...Object.values(drawing), ...sort.map((word) => word.replace('-', '')), ...conditions];
    const missing = [...new Set(asked)].filter((name) => typeof name === 'string' && isNew(name));
    if (missing.length > 0) return { missing: missing.map((name) => say(form.byName.get(name)?.label)) };
    const list = new RecordList(session.api, live.name, listQuestion(form, state, shown));
    const records = state.drawing.kind === 'list' ? await list.page(0) : [];
    return { state, shown, list, records };
  }

  override render(): TemplateResult {
    return this.#loading.shown((found) => {
      if (!found)
        return html`<gj-state symbol="box" text=${msg('发布之后才能预览。', { id: 'design-view-later' })}></gj-state>`;
      if (found.missing)
        return html`<gj-state symbol="box" text=${msg(
          str`这个视图用到还没有发布的字段：${listed(found.missing)}。发布之后，这里显示它的记录。`,
          { id: 'design-view-unpublished' },
        )}></gj-state>`;
      const { state, shown, list, records } = found;
      const { form } = this;
      const drawn = viewElement({ form, list, drawing: state.drawing, columns: shown, rowMenu: () => [] });
      return html`<div inert class="still">${drawn ?? this.#table(shown, records)}</div>`;
    });
  }

  #table(columns: readonly string[], records: readonly ListedRecord[]): TemplateResult {
    const { form } = this;
    return html`<div class="framed surface scrolls at-top"><table class="plain" aria-label=${say(form.listLabel)}>
      <thead><tr>${columns.map((name) => html`<th scope="col">${columnOf(form, name).label}</th>`)}</tr></thead>
      <tbody>${records.map(
        (record) =>
          html`<tr>${columns.map((name) => html`<td>${cellOf(form, name, record, { opens: false })}</td>`)}</tr>`,
      )}</tbody></table></div>`;
  }
}
customElements.define('gj-view-preview', GjViewPreview);
