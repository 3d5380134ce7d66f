import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { DeletedRecord } from '../../metadata/contract/records/record.ts';
import { numberAndName } from '../fields/common/record-called.ts';
import { pointerName } from '../fields/common/shown.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { table } from '../kit/table/table.ts';
import { whereForm } from '../kit/where-form.ts';
import { forms } from '../model/forms.ts';
import { say } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import { listAddress } from '../session/record-links.ts';
import type { RouteQuery } from '../session/route.ts';
import { session } from '../session/session.ts';
import { filling, page } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-state.ts';

const route = 'GET /api/forms/:form/deleted';

/** Records of a form that were deleted: found, looked at, and brought back. */
export class DeletedPage extends withProperties(GjElement, {
  form: given<FormOutline>(),
  q: state(''),
}) {
  static override styles = [
    shared,
    page,
    filling,
    css`
      input.plain {
        width: min(var(--gj-size-320), 100%);
      }
    `,
  ];
  #list: GrowingList<DeletedRecord, RouteQuery<typeof route>> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #model = new Loading(this, { load: () => forms.get(this.form.name) });
  readonly #restoring = new Doing(this, { notifies: true });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#list ??= GrowingList.of(this, route, { path: { form: this.form.name } });
    this.#load();
  }

  readonly #load = () => void this.#list?.load({ limit: 50, q: this.q.trim() });

  #find(text: string): void {
    this.q = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#load, 200);
  }

  async #restore(one: DeletedRecord): Promise<void> {
    const path = { form: this.form.name, id: one.id };
    const restore = () =>
      session.api.call('POST /api/forms/:form/records/:id/history/:revision/restore', {
        path: { ...path, revision: String(one.revision) },
        ifMatch: 0,
      });
    await this.#restoring.run(restore, {
      subject: one.id,
      done: msg(str`已恢复“${this.#name(one)}”`, { id: 'has-come-back' }),
      undo: async ({ revision }) => {
        await session.api.call('DELETE /api/forms/:form/records/:id', { path, ifMatch: revision });
        this.#load();
      },
    });
    this.#load();
  }

  #name({ record }: DeletedRecord): string {
    const form = this.#model.value;
    return (form && numberAndName(form, record).join(' ')) || say(this.form?.recordLabel);
  }

  override render() {
    const { form } = this;
    const list = this.#list;
    if (!form || !list) return nothing;
    const title = msg(str`已删除的${many(form)}`, { id: 'deleted-of' });
    const find = msg('按编号或名称查找', { id: 'find-deleted' });
    const none = list.items.length === 0 && !list.busy && !list.failure && list.next === null;
    return html`
      <gj-page-head heading=${title}>${whereForm(form)}</gj-page-head>
      <div class="flex wraps centred gap-2-3 above-2 below-2"><input type="search" class="plain"
        placeholder=${find} aria-label=${find} .value=${this.q}
        @input=${(event: Event) => this.#find((event.target as HTMLInputElement).value)} />
        <span class="small muted">${msg('恢复后，记录以原来的编号和管控策略回到列表。', { id: 'deleted-why' })}</span></div>
      <div class="frame framed grows shrinks-down scrolls" tabindex="0" role="region" aria-label=${title} aria-busy=${list.busy}>
        ${list.items.length > 0 ? this.#table(list.items) : nothing}
        ${list.failure ? html`<gj-state .failure=${list.failure} @retry=${this.#load}></gj-state>` : nothing}
        ${
          none
            ? html`<gj-state symbol="trash" text=${
                this.q.trim() === ''
                  ? msg('没有已删除的记录', { id: 'nothing-deleted' })
                  : msg('没有找到', { id: 'nothing-found' })
              }><a href=${listAddress(form.name)}>${msg('回到列表', { id: 'back-to-list' })}</a></gj-state>`
            : nothing
        }
        ${
          list.next === null
            ? nothing
            : html`<footer class="pad-2 to-middle"><button class="plain" ?disabled=${list.busy}
                @click=${() => list.more()}>${msg('更多', { id: 'more' })}</button></footer>`
        }
      </div>`;
  }

  #table(items: readonly DeletedRecord[]): TemplateResult {
    return table({
      caption: msg(str`已删除的${this.form ? many(this.form) : ''}`, { id: 'deleted-of' }),
      columns: [
        {
          label: msg('记录', { id: 'one-record' }),
          role: 'name',
          href: ({ id }) => `/forms/${this.form?.name}/${id}`,
          cell: (one) => this.#name(one),
        },
        {
          label: msg('组织', { id: 'organisation' }),
          cell: ({ record }) => pointerName(record['org'] ?? null),
        },
        { label: msg('删除人', { id: 'deleted-by' }), cell: ({ actor }) => actor.name },
        {
          label: msg('删除时间', { id: 'deleted-at' }),
          room: 'tight',
          look: 'muted',
          cell: ({ at }) => moment(at, true),
        },
        { label: msg('原因', { id: 'reason' }), look: 'muted', cell: ({ reason }) => reason ?? '' },
      ],
      rows: items,
      acting: {
        label: msg('操作', { id: 'operation' }),
        name: (one) => msg(str`恢复“${this.#name(one)}”`, { id: 'restore-named' }),
        face: () => html`${icon('undo', 12)}${msg('恢复', { id: 'restore-deleted' })}`,
        act: (one) => void this.#restore(one),
        can: ({ restorable }) => restorable,
        busy: ({ id }) => this.#restoring.subject === id,
      },
      more: null,
    });
  }
}
customElements.define('gj-deleted-page', DeletedPage);
