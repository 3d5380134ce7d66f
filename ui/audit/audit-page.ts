import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { icon } from '../kit/icons.ts';
import { moment } from '../kit/moment.ts';
import type { ListField } from '../list/list-field.ts';
import { auditAction, auditActions, auditDid } from '../record/audit-action.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { AuditChanges } from './audit-changes.ts';
import { auditCounts } from './audit-counts.ts';
import {
  type AuditAsked,
  type AuditItem,
  auditFilters,
  auditQuery,
  readAsked,
  writeAsked,
} from './audit-trail.ts';
import './gj-audit-details.ts';
import '../list/gj-filter.ts';
import '../kit/gj-state.ts';

/** Who did what, newest first, as sentences; it grows as one scrolls. */
export class AuditPage extends GjElement {
  static override properties = { asked: { state: true }, picked: { state: true } };
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
        margin-block-end: var(--gj-3);
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
      tbody tr {
        height: var(--gj-list-row);
        cursor: pointer;
      }
      tbody tr:hover {
        background: var(--gj-head);
      }
      tbody tr[aria-selected='true'] {
        background: var(--gj-picked);
      }
      td b {
        font-weight: 600;
      }
      table.plain td.last {
        width: 40px;
        padding-block: 0;
      }
      td.last button {
        height: calc(var(--gj-list-row) - 1px);
        color: var(--gj-muted);
      }
      footer {
        padding: var(--gj-2);
        text-align: center;
      }
      /* Inside a sentence colour alone tells no link. */
      td a {
        text-decoration: underline;
        text-decoration-color: color-mix(in srgb, currentColor 35%, transparent);
        text-underline-offset: 3px;
      }
      td.wide {
        min-width: 10em;
        overflow-wrap: break-word;
      }
      @media (max-width: 760px) {
        .wide {
          display: none;
        }
      }
    `,
  ];
  declare asked: AuditAsked;
  declare picked: AuditItem | null;
  readonly #list = new GrowingList<AuditItem>(this, '/api/audit');
  readonly #changes = new AuditChanges(this);
  readonly #load = () => void this.#list.load({ limit: 100, ...auditQuery(this.asked) });

  constructor() {
    super();
    this.asked = readAsked(router.place.query);
    this.picked = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#load();
  }

  #ask(asked: AuditAsked): void {
    this.asked = asked;
    router.rewrite(writeAsked(asked));
    this.#load();
  }

  #open(item: AuditItem): void {
    this.picked = item;
    void this.#changes.load(item);
  }

  override render() {
    const list = this.#list;
    const filtered = Object.keys(this.asked).length > 0;
    const head = html`<div class="page-head"><h1>${msg('审计记录', { id: 'audit-trail' })}</h1></div>`;
    if (list.failure && list.items.length === 0)
      return html`${head}<gj-state .failure=${list.failure} @retry=${this.#load}></gj-state>`;
    return html`
      ${head}
      <div class="filters">
        ${auditFilters.map(
          (name) => html`<gj-filter .field=${filterField(name)} .values=${this.asked[name] ?? []}
            @filter=${(event: CustomEvent<{ values: readonly string[] }>) => {
              const { [name]: _, ...others } = this.asked;
              const { values } = event.detail;
              this.#ask(values.length > 0 ? { ...others, [name]: values } : others);
            }}></gj-filter>`,
        )}
        ${
          filtered
            ? html`<button class="plain" @click=${() => this.#ask({})}>${msg('清除筛选', { id: 'clear-filters' })}</button>`
            : nothing
        }
      </div>
      <div class="frame" tabindex="0" role="region" aria-label=${msg('审计记录', { id: 'audit-trail' })} aria-busy=${list.busy}
        @scroll=${this.#scrolled}>
        ${list.items.length > 0 ? this.#table() : nothing}
        ${list.failure ? html`<gj-state .failure=${list.failure} @retry=${this.#load}></gj-state>` : nothing}
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
      ${
        this.picked
          ? html`<gj-audit-details .item=${this.picked} .form=${this.#changes.form} .changes=${this.#changes.changes}
              ?busy=${this.#changes.busy} @closed=${() => {
                this.picked = null;
              }}></gj-audit-details>`
          : nothing
      }
    `;
  }

  #scrolled(event: Event): void {
    const frame = event.target as HTMLElement;
    if (frame.scrollTop + frame.clientHeight > frame.scrollHeight - 400) void this.#list.more();
  }

  #table(): TemplateResult {
    return html`<table class="plain">
      <thead><tr>
        <th>${msg('时间', { id: 'at-time' })}</th>
        <th>${msg('谁做了什么', { id: 'who-did-what' })}</th>
        <th class="wide">${msg('组织', { id: 'organisation' })}</th>
        <th class="wide">${msg('原因', { id: 'reason' })}</th>
        <th><span class="sr-only">${msg('详情', { id: 'details' })}</span></th>
      </tr></thead>
      <tbody>${this.#list.items.map((item) => this.#line(item))}</tbody>
    </table>`;
  }

  #line(item: AuditItem): TemplateResult {
    const details = msg('详情', { id: 'details' });
    return html`<tr aria-selected=${item === this.picked} @click=${(event: Event) => {
      const link = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
      if (!link) this.#open(item);
    }}>
      <td class="tight muted">${moment(item.at, true)}</td>
      <td>${this.#sentence(item)}</td>
      <td class="wide">${item.org?.name ?? ''}</td>
      <td class="wide muted">${item.reason ?? ''}</td>
      <td class="last"><button class="square" aria-label=${details} title=${details}>${icon('right', 12)}</button></td>
    </tr>`;
  }

  #sentence(item: AuditItem): TemplateResult {
    const did = auditDid(item.action);
    return html`<b>${item.actor?.name ?? item.actor?.number ?? item.target ?? '—'}</b>
      ${did}${did.endsWith('：') ? '' : ' '}${what(item)}`;
  }
}

/** Whose target is the address that was asked. */
const namesAddress: ReadonlySet<string> = new Set(['refused', 'import', 'export']);
/** Whose target people know by that name. */
const namesTarget: ReadonlySet<string> = new Set(['password-set', 'backup', 'restore', 'job-cancelled']);

/** What it was done to: a record by number and name, or what the entry names. */
function what(item: AuditItem): TemplateResult | string {
  const form = session.form(item.form ?? '');
  if (item.record) {
    const { number, name } = item.record;
    const said = [number, name === number ? null : name].filter(Boolean).join(' ');
    const label = say(form?.label) || item.form;
    if (!form || item.action === 'delete') return html`<span class="muted">${label}</span> ${said}`;
    return html`<span class="muted">${label}</span> <a href=${`/forms/${form.name}/${item.target}`}>${said || msg('打开', { id: 'open' })}</a>`;
  }
  if (namesAddress.has(item.action)) {
    const [, name = ''] = /^\/api\/forms\/([\w-]+)/.exec(item.target ?? '') ?? [];
    const counts = auditCounts(item);
    return html`<span title=${item.target ?? ''}>${say(session.form(name)?.label) || item.target}</span>
      ${counts ? html`<span class="muted">${counts}</span>` : nothing}`;
  }
  if (item.action.startsWith('token-')) {
    const { name } = (item.detail ?? {}) as { name?: string };
    return name ? `“${name}”` : '';
  }
  return namesTarget.has(item.action) ? (item.target ?? '') : '';
}

function filterField(name: (typeof auditFilters)[number]): ListField {
  const same = (text: string) => ({ zh: text, en: text });
  const common = { name, sortable: false };
  switch (name) {
    case 'user':
      return {
        ...{ ...common, comparison: 'reference', target: 'user' },
        label: same(msg('用户', { id: 'user' })),
      };
    case 'action':
      return {
        ...{ ...common, comparison: 'text', label: same(msg('操作', { id: 'operation' })) },
        options: auditActions.map((value) => ({ value, label: same(auditAction(value)) })),
      };
    case 'form':
      return {
        ...{ ...common, comparison: 'text', label: same(msg('表单', { id: 'one-form' })) },
        options: session.forms.map((form) => ({ value: form.name, label: form.label })),
      };
    case 'at':
      return { ...common, comparison: 'datetime', label: same(msg('时间', { id: 'at-time' })) };
  }
}
customElements.define('gj-audit-page', AuditPage);
