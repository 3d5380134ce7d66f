import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { recordNames } from '../../model/record-names.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import '../../list/filter/gj-record-picks.ts';

/** The records of each form that a user is limited to, where a role says so; administrators pick them. */
export class GjUserLimits extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Told anew whenever the record changes. */
  turn: given<number>(),
  /** Id of the form whose records are being picked. */
  opened: state(''),
}) {
  static override styles = [
    shared,
    css`
      .picks {
        padding: var(--gj-2) 0;
      }
    `,
  ];

  readonly #names = new Loading<ReadonlyMap<string, string>, [key: string]>(this, {
    key: () => [JSON.stringify(this.#rows)],
    load: () => this.#load(),
    keeps: true,
  });

  get #rows(): readonly JsonObject[] {
    const field = this.editor.form.byId.get('limits');
    const rows = field && this.editor.edited[field.name];
    return isList(rows) ? rows.filter(isObject) : [];
  }

  /** Ids of the picked records, by id of their form. */
  get #picked(): ReadonlyMap<string, readonly string[]> {
    const byForm = Map.groupBy(this.#rows, ({ form }) => String(form ?? ''));
    return new Map(
      [...byForm].map(([form, rows]) => [form, rows.map((row) => String(row['recordId'] ?? ''))]),
    );
  }

  async #load(): Promise<ReadonlyMap<string, string>> {
    const known = new Map<string, string>();
    for (const [form, ids] of this.#picked)
      for (const [id, { name, number }] of await recordNames(form, ids)) known.set(id, name ?? number ?? id);
    return known;
  }

  #pick(form: string, ids: readonly string[]): void {
    const field = this.editor.form.byId.get('limits');
    if (!field) return;
    const kept = this.#rows.filter((row) => row['form'] !== form || ids.includes(String(row['recordId'])));
    const known = new Set(kept.filter((row) => row['form'] === form).map((row) => row['recordId']));
    const more = ids.filter((id) => !known.has(id)).map((recordId) => ({ form, recordId }));
    this.editor.change(field, [...kept, ...more]);
    this.requestUpdate();
  }

  override render() {
    const editable = session.who?.administers === true;
    const picked = this.#picked;
    if (!editable && picked.size === 0) return nothing;
    const shown = new Map(
      this.opened === '' || picked.has(this.opened) ? picked : [...picked, [this.opened, []]],
    );
    const offered = session.forms.filter(({ id, kind }) => kind === 'master' && !shown.has(id));
    return html`<section class="card stack-2 below-3">
      <div class="flex wraps centred gap-2"><h2 class="grows">${msg('限定的记录', { id: 'user-limits' })}</h2>
        ${
          editable
            ? html`<select class="plain wide-as-text" aria-label=${msg('添加限定的表单', { id: 'user-limits-add' })} .value=${''} @change=${(
                event: Event,
              ) => {
                const box = event.target as HTMLSelectElement;
                this.opened = box.value;
                box.value = '';
              }}><option value="" selected>${msg('添加…', { id: 'user-limits-add-short' })}</option>
              ${offered.map(({ id, listLabel }) => html`<option value=${id}>${say(listLabel)}</option>`)}</select>`
            : nothing
        }</div>
      <p class="muted small">${msg(
        '角色的权限可以只限本人的记录：哪些记录是这个用户的，在这里选定，如他负责的区域。没有这样限定的角色不受影响。',
        { id: 'user-limits-hint' },
      )}</p>
      ${[...shown].map(([form, ids]) => this.#line(form, ids, editable))}
    </section>`;
  }

  #line(form: string, ids: readonly string[], editable: boolean): TemplateResult {
    const label = say(session.formById(form)?.listLabel) || form;
    const names = ids.map((id) => this.#names.value?.get(id) ?? '…').join(msg('、', { id: 'list-comma' }));
    const open = editable && this.opened === form;
    return html`<div>
      <div class="flex wraps centred gap-2"><span class="bold">${label}</span>
        <span class="grows">${names || html`<span class="muted">${msg('未选择', { id: 'user-limits-none' })}</span>`}</span>
        ${
          editable
            ? html`<button class="plain" aria-expanded=${open} aria-label=${msg(str`选择${label}`, { id: 'user-limits-pick' })}
              @click=${() => {
                this.opened = open ? '' : form;
              }}>${open ? msg('收起', { id: 'user-limits-fold' }) : msg('选择', { id: 'user-limits-choose' })}</button>`
            : nothing
        }</div>
      ${
        open
          ? html`<div class="picks"><gj-record-picks target=${form} label=${label} .picked=${ids} view="manage"
              @change=${(event: CustomEvent<readonly string[]>) => {
                event.stopPropagation();
                this.#pick(form, event.detail);
              }}></gj-record-picks></div>`
          : nothing
      }
    </div>`;
  }
}
customElements.define('gj-user-limits', GjUserLimits);
