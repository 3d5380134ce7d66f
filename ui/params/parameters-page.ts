import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/json.ts';
import { uiKind } from '../fields/index.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { state, withProperties } from '../kit/with-properties.ts';
import { plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import {
  type Asked,
  addressOf,
  type Definition,
  fitting,
  type Parameter,
  ParameterData,
  readAsked,
} from './parameter-data.ts';
import { fromChip, keyShown, valueField, valueShown } from './parameter-words.ts';
import { stepAmong } from './step-among.ts';
import './gj-parameter.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';

/** Every parameter as the organisation chosen in the top bar reads it, and where that comes from. */
export class ParametersPage extends withProperties(GjElement, {
  asked: state<Asked>(() => readAsked(router.place.query)),
  /** Path of the parameter that is open beside the list. */
  open: state<string | null>(() => router.place.query.get('open')),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: 0 var(--gj-4);
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gj-2);
        margin-block-end: var(--gj-3);
      }
      input.search {
        width: 260px;
      }
      .filters button[aria-pressed='true'] {
        border-color: var(--gj-accent);
        background: var(--gj-picked);
        color: var(--gj-accent);
      }
      .room {
        display: grid;
        flex: 1;
        grid-template-columns: 216px minmax(0, 1fr);
        gap: var(--gj-3);
        min-height: 0;
      }
      nav,
      .frame {
        min-height: 0;
        overflow: auto;
        border: 1px solid var(--gj-line);
        border-block-end: 0;
        border-radius: 6px 6px 0 0;
        background: var(--gj-surface);
      }
      nav {
        padding: var(--gj-1);
        scrollbar-width: thin;
      }
      nav ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      nav button {
        display: flex;
        justify-content: space-between;
        gap: var(--gj-2);
        width: 100%;
        height: auto;
        min-height: 28px;
        padding: 4px 8px;
        border: 0;
        background: none;
        text-align: start;
        white-space: normal;
      }
      nav button[aria-current] {
        background: var(--gj-picked);
        color: var(--gj-accent);
        font-weight: 600;
      }
      nav button.none {
        color: var(--gj-muted);
      }
      nav .count {
        color: var(--gj-muted);
        font-weight: 400;
        font-size: var(--gj-text-s);
      }
      table.plain th.type {
        position: static;
      }
      tbody th {
        padding-block: 4px;
      }
      tbody th code {
        font-weight: 400;
      }
      .room.open {
        grid-template-columns: 216px minmax(0, 1fr) 420px;
      }
      td a {
        color: inherit;
      }
      tbody tr:has(td) {
        cursor: pointer;
      }
      tr.open td {
        background: var(--gj-picked);
      }
      tbody tr:not(.open):hover td {
        background: var(--gj-head);
      }
      /* Beneath the head of the table, which stays. */
      tbody :is(tr, a) {
        scroll-margin-block: 32px 8px;
      }
      code {
        font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
        color: var(--gj-muted);
        overflow-wrap: anywhere;
      }
      td code {
        display: block;
      }
      .danger {
        color: var(--gj-warn);
      }
      tbody td:last-child {
        min-width: 88px;
      }
      td .badge {
        height: auto;
        min-height: 20px;
        white-space: normal;
      }
      @media (max-width: 1280px) {
        .room.open {
          grid-template-columns: minmax(0, 1fr) 372px;
        }
        .open nav {
          display: none;
        }
        .open table.plain th {
          white-space: normal;
        }
        .open table.plain :is(th, td) {
          padding-inline: 8px;
        }
      }
      @media (max-width: 760px) {
        .room.open {
          grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        }
        .open .frame {
          display: none;
        }
        .room:not(.open) {
          grid-template: minmax(0, 140px) minmax(0, 1fr) / minmax(0, 1fr);
        }
      }
    `,
  ];

  readonly #data = new ParameterData(this);
  readonly #arrived = () => {
    this.asked = readAsked(router.place.query);
    this.open = router.place.query.get('open');
  };

  override connectedCallback(): void {
    super.connectedCallback();
    router.addEventListener('change', this.#arrived);
  }

  /** Whoever comes by its address sees it in the list too. */
  protected override updated(): void {
    const { open } = this;
    if (open === this.#seen || !this.#data.parameters) return;
    this.#seen = open;
    this.renderRoot.querySelector('tr.open')?.scrollIntoView({ block: 'nearest' });
  }
  #seen: string | null = null;

  override disconnectedCallback(): void {
    router.removeEventListener('change', this.#arrived);
    super.disconnectedCallback();
  }

  #ask(change: Partial<Asked>): void {
    this.asked = { ...this.asked, ...change };
    router.rewrite(new URL(addressOf(this.asked, this.open), location.origin).searchParams);
  }

  /** Back to the list, where one was. */
  async #close(): Promise<void> {
    const { open } = this;
    await router.go(addressOf(this.asked, null));
    await this.updateComplete;
    if (this.open === null && open !== null)
      this.renderRoot.querySelector<HTMLElement>(`a[data-path="${CSS.escape(open)}"]`)?.focus();
  }

  override render() {
    const { parameters, failure } = this.#data;
    const head = html`<gj-page-head heading=${msg('参数', { id: 'parameters' })}>
      ${session.org ? html`<span slot="named" class="small muted"> ${session.org.name}</span>` : nothing}
    </gj-page-head>`;
    if (failure !== null)
      return html`${head}<gj-state .failure=${failure} @retry=${() => this.#data.load()}></gj-state>`;
    if (parameters === null) return html`<gj-skeleton></gj-skeleton>`;
    if (parameters.length === 0)
      return html`${head}<gj-state symbol="lock" text=${msg(
        '您的角色不能查看任何参数，或者没有安装带参数的元数据包。如需查看，请联系管理员在角色中授权。',
        { id: 'params-none' },
      )}></gj-state>`;
    const found = fitting(parameters, this.asked);
    const shown = found.filter(({ definition }) => (this.asked.type ?? definition.type) === definition.type);
    const open = parameters.find(({ path }) => path === this.open);
    return html`${head}${this.#filters(shown.length)}
      <div class="room ${open ? 'open' : ''}">
        ${this.#types(parameters, found)}
        <div class="frame" role="region" tabindex="0" aria-label=${msg('参数', { id: 'parameters' })}>
          ${
            shown.length > 0
              ? this.#table(shown)
              : html`<gj-state symbol="search" text=${msg('没有符合条件的参数', { id: 'params-none-found' })}>
                <button @click=${() => this.#ask({ q: '', type: null, origin: null, danger: false })}>${msg('清除筛选', { id: 'clear-filters' })}</button>
              </gj-state>`
          }
        </div>
        ${
          open
            ? html`<gj-parameter .parameter=${open} @closed=${() => this.#close()}
                @written=${() => this.#data.load()}></gj-parameter>`
            : nothing
        }
      </div>`;
  }

  #filters(count: number): TemplateResult {
    const { q, origin, danger } = this.asked;
    const find = msg('查找参数', { id: 'params-search' });
    const origins = [
      ['here', msg('本组织设置', { id: 'params-set-here' })],
      ['inherited', msg('继承而来', { id: 'params-inherited' })],
    ] as const;
    return html`<div class="filters">
      <input class="plain search" type="search" autocomplete="off" aria-label=${find}
        placeholder=${msg('名称、编码、说明', { id: 'params-search-in' })} .value=${q}
        @input=${(event: Event) => this.#ask({ q: (event.target as HTMLInputElement).value })} />
      ${origins.map(
        ([key, text]) => html`<button aria-pressed=${origin === key}
          @click=${() => this.#ask({ origin: origin === key ? null : key })}>${text}</button>`,
      )}
      <button aria-pressed=${danger} @click=${() => this.#ask({ danger: !danger })}>${icon('alert')}${msg('慎用', { id: 'params-danger' })}</button>
      <span class="small muted" role="status">${plural(msg(str`${count} 个参数`, { id: 'params-count' }))}</span>
    </div>`;
  }

  #types(all: readonly Parameter[], found: readonly Parameter[]): TemplateResult {
    const counts = Map.groupBy(found, ({ definition }) => definition.type);
    const types = [...new Map(all.map(({ definition }) => [definition.type, definition.typeLabel]))];
    const line = (type: string | null, text: string, count: number) => {
      const isCurrent = this.asked.type === type;
      return html`<li><button class=${count === 0 ? 'none' : ''} title=${type ?? nothing} tabindex=${isCurrent ? 0 : -1}
        aria-current=${isCurrent || nothing} @click=${() => this.#ask({ type })}>
        <span>${text}</span><span class="count">${count}</span></button></li>`;
    };
    return html`<nav aria-label=${msg('参数类型', { id: 'params-types' })}
      @keydown=${(event: KeyboardEvent) => stepAmong(event, 'button')}><ul>
      ${line(null, msg('全部', { id: 'params-all' }), found.length)}
      ${types.map(([type, label]) => line(type, say(label), counts.get(type)?.length ?? 0))}
    </ul></nav>`;
  }

  #table(shown: readonly Parameter[]): TemplateResult {
    const byType = Map.groupBy(shown, ({ definition }) => definition.type);
    const stop = shown.find(({ path }) => path === this.open) ?? shown[0];
    return html`<table class="plain" @keydown=${(event: KeyboardEvent) => stepAmong(event, 'a')}>
      <thead><tr>
        <th>${msg('参数', { id: 'parameters' })}</th>
        <th>${msg('有效值', { id: 'params-effective' })}</th>
        <th>${msg('来源', { id: 'params-from' })}</th>
      </tr></thead>
      ${[...byType].map(
        ([type, ofType]) => html`<tbody>
          <tr><th colspan="3" scope="rowgroup" class="type">${say(ofType[0]?.definition.typeLabel)} <code>${type}</code></th></tr>
          ${ofType.map((one) => this.#line(one, one === stop))}
        </tbody>`,
      )}
    </table>`;
  }

  #line({ path, definition, effective, key }: Parameter, isStop: boolean): TemplateResult {
    const danger = msg('慎用：会关闭检查或切换环境', { id: 'params-danger-why' });
    const { value, from, isSet } = effective;
    const isOpen = path === this.open;
    return html`<tr title=${say(definition.help) || nothing} class=${isOpen ? 'open' : ''} @click=${(
      event: Event,
    ) => {
      const isLink = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
      if (!isLink && !isOpen) void router.go(addressOf(this.asked, path));
    }}>
      <td><a href=${addressOf(this.asked, path)} data-path=${path} tabindex=${isStop ? 0 : -1}
        aria-current=${isOpen || nothing}>${say(definition.label)}</a>
        ${definition.danger ? html`<span class="danger" role="img" aria-label=${danger} title=${danger}>${icon('alert', 14)}</span>` : nothing}
        <code>${keyShown(key, definition)}</code></td>
      <td>${valueShown(value, definition)}
        ${isSet || isNumber(effective.value, definition) ? nothing : html`<div class="small muted">${say(definition.unset.label)}</div>`}</td>
      <td>${fromChip(from)}</td>
    </tr>`;
  }
}
/** A number says by itself what being unset means. */
function isNumber(value: Json, definition: Definition): boolean {
  return value !== null && uiKind(valueField(definition)).align === 'end';
}

customElements.define('gj-parameters-page', ParametersPage);
