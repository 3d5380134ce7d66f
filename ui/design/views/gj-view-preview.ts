import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { loadDrawn, viewElement } from '../../list/list-drawn.ts';
import { listQuestion } from '../../list/state/list-question.ts';
import type { ListView } from '../../list/state/saved-views.ts';
import { SavedViews } from '../../list/state/saved-views.ts';
import type { FormModel } from '../../model/form-model.ts';
import { RecordList } from '../../model/record-list.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import '../../list/gj-record-grid.ts';

/** A view as it will be, with the records of today; nothing in it can be pressed. */
export class GjViewPreview extends withProperties(GjElement, {
  form: given<FormModel>(),
  name: text(),
}) {
  static override styles = [
    shared,
    css`
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
    const shown = columns?.shown ?? form.list.columns.flatMap((id) => form.byId.get(id)?.name ?? []);
    const list = new RecordList(session.api, live.name, listQuestion(form, state, shown));
    return { state, shown, list };
  }

  override render(): TemplateResult {
    return this.#loading.shown((found) => {
      if (!found)
        return html`<gj-state symbol="box" text=${msg('发布之后才能预览。', { id: 'design-view-later' })}></gj-state>`;
      const { state, shown, list } = found;
      const { form } = this;
      return html`<div inert class="still">${
        viewElement({ form, list, drawing: state.drawing, columns: shown, rowMenu: () => [] }) ??
        html`<gj-record-grid class="gridded" .form=${form} .list=${list} .columns=${shown} .widths=${{}}
          .sort=${state.sort} .picked=${new Map()} .rowMenu=${() => []}></gj-record-grid>`
      }</div>`;
    });
  }
}
customElements.define('gj-view-preview', GjViewPreview);
