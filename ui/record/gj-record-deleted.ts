import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import { numberAndName } from '../fields/common/record-called.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { text, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { whereForm } from '../kit/where-form.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { page } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { Version } from './versions/record-actions.ts';
import '../fields/gj-glance.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-state.ts';

/**
 * In place of a record that is not there: whoever may see its history learns who deleted it and what it said, and
 * brings it back. Tells `restored`.
 */
export class GjRecordDeleted extends withProperties(GjElement, {
  /** Name of the form. */
  form: text(),
  record: text(),
}) {
  static override styles = [
    shared,
    page,
    css`
      :host {
        overflow: auto;
      }
      .card {
        max-width: var(--gj-size-880);
      }
    `,
  ];

  get #path() {
    return { form: this.form, id: this.record };
  }

  /** Without the right to see it, or without any history, the record simply is not there. */
  readonly #history = new Loading(this, {
    load: async (_, signal) => {
      const [versions, model] = await Promise.all([
        session.api.call('GET /api/forms/:form/records/:id/history', {
          path: this.#path,
          query: { limit: 5 },
          signal,
        }),
        forms.get(this.form),
      ]).catch(() => []);
      return { versions: versions?.items ?? [], model };
    },
  });
  readonly #restoring = new Doing(this, { notifies: true });

  async #restore(revision: number): Promise<void> {
    await this.#restoring.run(async () => {
      await session.api.call('POST /api/forms/:form/records/:id/history/:revision/restore', {
        path: { ...this.#path, revision: String(revision) },
        ifMatch: 0,
      });
      this.emit('restored');
    });
  }

  #name(record: JsonObject | null): string {
    const form = this.#history.value?.model;
    return (form && numberAndName(form, record).join(' ')) || say(session.form(this.form)?.recordLabel);
  }

  override render() {
    return this.#history.shown(({ versions, model }) => this.#content(versions, model));
  }

  #content(versions: readonly Version[], model: FormModel | undefined): TemplateResult {
    const deleted = versions.find(({ operation }) => operation === 'delete');
    const last = versions.find(({ record }) => record !== null);
    const outline = session.form(this.form);
    if (!deleted || !outline)
      return html`<gj-state symbol="search" .text=${msg('没有这条记录，或者您无权查看。', { id: 'record-not-found' })}><slot></slot></gj-state>`;
    return html`
      <gj-page-head heading=${this.#name(last?.record ?? null)}>
        ${whereForm(outline, html`<a href="/deleted/${this.form}">${msg('已删除', { id: 'deleted-view' })}</a>`)}
        <span slot="stands" class="badge error">${msg('已删除', { id: 'deleted-view' })}</span>
        ${
          last && outline.actions.includes('edit')
            ? html`<button class="primary" ?disabled=${this.#restoring.busy} @click=${() => this.#restore(deleted.revision)}>
                ${icon('undo')}${msg('恢复', { id: 'restore-deleted' })}</button>`
            : nothing
        }
        <slot></slot>
      </gj-page-head>
      <section class="card gone below-3 flex gap-2" role="status">${icon('trash')}<div>
        <p>${msg(str`这条记录已由 ${deleted.actor.name} 于 ${moment(deleted.at)} 删除。`, { id: 'record-deleted' })}</p>
        ${deleted.reason ? html`<p class="muted">${deleted.reason}</p>` : nothing}
      </div></section>
      ${
        model && last?.record
          ? html`<section class="card below-3"><h2 class="below-3">${msg('删除前的内容', { id: 'before-deletion' })}</h2>
              <gj-glance .form=${model} .record=${last.record}></gj-glance></section>`
          : nothing
      }
    `;
  }
}
customElements.define('gj-record-deleted', GjRecordDeleted);
