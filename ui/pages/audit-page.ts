import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/json.ts';
import { session } from '../app/session.ts';
import { GrowingList } from '../controllers/growing-list.ts';
import { auditAction, auditActions } from '../elements/audit-action.ts';
import { failureText } from '../elements/failure-text.ts';
import type { GjDay } from '../elements/gj-day.ts';
import { GjElement } from '../elements/gj-element.ts';
import { moment } from '../elements/moment.ts';
import { say } from '../i18n.ts';
import { shared } from '../theme/shared.ts';
import '../elements/gj-day.ts';
import '../elements/gj-state.ts';

interface Item {
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string | null } | null;
  readonly action: string;
  readonly target: string | null;
  readonly form?: string;
  readonly revision?: number;
  readonly reason?: string | null;
  readonly org: { readonly number: string | null; readonly name: string | null } | null;
  readonly detail?: Json;
}

/** Who did what, newest first; it grows as one scrolls. */
export class AuditPage extends GjElement {
  static override properties = { action: { state: true }, from: { state: true }, to: { state: true } };
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        padding: var(--gj-4) var(--gj-4) 0;
        min-height: 0;
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gj-2);
      }
      .text-field {
        grid-auto-flow: column;
        align-items: center;
        gap: var(--gj-2);
      }
      .text-field :is(input, select) {
        width: 150px;
      }
      .frame {
        flex: 1;
        min-height: 0;
        overflow: auto;
        border: 1px solid var(--gj-line);
        border-block-end: 0;
        border-radius: 6px 6px 0 0;
        background: var(--gj-surface);
      }
      footer {
        padding: var(--gj-2);
        text-align: center;
      }
    `,
  ];
  declare action: string;
  declare from: string;
  declare to: string;
  readonly #list = new GrowingList<Item>(this, '/api/audit');
  readonly #load = () => {
    void this.#list.load({
      limit: 100,
      action: this.action,
      ...(this.from && { from: new Date(`${this.from}T00:00`).toISOString() }),
      ...(this.to && { to: new Date(new Date(`${this.to}T00:00`).getTime() + 86_400_000).toISOString() }),
    });
  };

  constructor() {
    super();
    this.action = '';
    this.from = '';
    this.to = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#load();
  }

  override render() {
    const list = this.#list;
    return html`
      <div class="page-head">
        <h1>${msg('审计记录', { id: 'audit-trail' })}</h1>
        <div class="filters" @change=${this.#load}>
          <label class="text-field">${msg('操作', { id: 'operation' })}
            <select @change=${(event: Event) => {
              this.action = (event.target as HTMLSelectElement).value;
            }}>
              <option value="">${msg('全部', { id: 'all' })}</option>
              ${auditActions.map((name) => html`<option value=${name}>${auditAction(name)}</option>`)}
            </select></label>
          ${this.#day('from', msg('从', { id: 'from' }))}${this.#day('to', msg('到', { id: 'to' }))}
        </div>
      </div>
      <div class="frame" tabindex="0" role="region" aria-label=${msg('审计记录', { id: 'audit-trail' })} aria-busy=${list.busy}
        @scroll=${this.#scrolled}>
        ${list.items.length > 0 ? this.#table() : nothing}
        ${list.failure ? html`<gj-state failed text=${failureText(list.failure)} @retry=${this.#load}></gj-state>` : nothing}
        ${
          list.items.length === 0 && !list.busy && !list.failure
            ? html`<gj-state symbol="history" text=${msg('没有符合条件的记录', { id: 'audit-none' })}></gj-state>`
            : nothing
        }
        ${
          list.next === null
            ? nothing
            : html`<footer><button class="plain" ?disabled=${list.busy} @click=${() => list.more()}>${msg('更多', { id: 'more' })}</button></footer>`
        }
      </div>
    `;
  }

  #day(name: 'from' | 'to', label: string): TemplateResult {
    return html`<div class="text-field">${label}<gj-day label=${label} value=${this[name]}
      @change=${(event: Event) => {
        this[name] = (event.target as GjDay).value;
      }}></gj-day></div>`;
  }

  #scrolled(event: Event): void {
    const frame = event.target as HTMLElement;
    if (frame.scrollTop + frame.clientHeight > frame.scrollHeight - 400) void this.#list.more();
  }

  #table(): TemplateResult {
    return html`<table class="plain">
      <thead><tr>
        <th>${msg('时间', { id: 'time' })}</th><th>${msg('用户', { id: 'user' })}</th>
        <th>${msg('操作', { id: 'operation' })}</th><th>${msg('对象', { id: 'target' })}</th>
        <th>${msg('组织', { id: 'organisation' })}</th><th>${msg('原因与详情', { id: 'reason-and-detail' })}</th>
        <th>${msg('修订', { id: 'revision' })}</th>
      </tr></thead>
      <tbody>${this.#list.items.map(
        (item) => html`<tr>
          <td class="tight">${moment(item.at, true)}</td>
          <td class="tight">${item.actor?.name ?? '—'}</td>
          <td class="tight">${auditAction(item.action)}</td>
          <td>${this.#target(item)}</td>
          <td class="tight">${item.org?.name ?? '—'}</td>
          <td class="small muted">${item.reason ?? ''} ${detailText(item.detail)}</td>
          <td class="tight muted">${item.revision ?? ''}</td>
        </tr>`,
      )}</tbody>
    </table>`;
  }

  #target({ form, target }: Item): TemplateResult | string {
    const known = form === undefined ? undefined : session.form(form);
    if (!known) return target ?? '';
    return html`<a href=${`/forms/${known.name}/${target}`} title=${target ?? ''}>${say(known.label)}</a>`;
  }
}

function detailText(detail: Json | undefined): string {
  if (typeof detail !== 'object' || detail === null) return '';
  return Object.entries(detail)
    .filter(([name]) => name !== 'requestId' && name !== 'agent')
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' · ');
}
customElements.define('gj-audit-page', AuditPage);
