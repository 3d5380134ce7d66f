import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isInstance } from '../../rules/params/address.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import type { Action } from '../kit/gj-actions.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import { dangers } from '../session/dangers.ts';
import { plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { filling } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { fitting } from './fitting.ts';
import type { GjParameter } from './gj-parameter.ts';
import type { GjParameterList } from './gj-parameter-list.ts';
import {
  addressOf,
  type Parameter,
  type ParameterQuery,
  parameterOf,
  parametersAmong,
  parametersShown,
  readAsked,
  unreadDays,
} from './parameter-data.ts';
import { stepAmong } from './step-among.ts';
import './gj-parameter.ts';
import './gj-parameter-list.ts';
import './gj-values-import.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-state.ts';

/** Every parameter as the organisation chosen in the top bar reads it, and where that comes from. */
export class ParametersPage extends withProperties(GjElement, {
  asked: state<ParameterQuery>(() => readAsked(router.place.query)),
  /** Path of the parameter that is open beside the list. */
  open: state<string | null>(() => router.place.query.get('open')),
  importing: state(false),
}) {
  static override styles = [
    shared,
    filling,
    css`
      :host {
        padding: 0 var(--gj-4);
      }
      input.search {
        width: var(--gj-size-260);
      }
      .room {
        grid-template-columns: var(--gj-size-220) minmax(0, 1fr);
      }
      nav {
        padding: var(--gj-1);
        scrollbar-width: thin;
      }
      .room.open {
        grid-template-columns: var(--gj-size-220) minmax(0, 1fr) var(--gj-size-460);
      }
      @media (max-width: 1280px) {
        .room.open {
          grid-template-columns: minmax(0, 1fr) var(--gj-size-380);
        }
        .open nav {
          display: none;
        }
      }
      @media (max-width: 760px) {
        input.search {
          width: 100%;
        }
        .room.open {
          grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        }
        .open gj-parameter-list {
          display: none;
        }
        .room:not(.open) {
          grid-template: minmax(0, var(--gj-size-140)) minmax(0, 1fr) / minmax(0, 1fr);
        }
      }
    `,
  ];

  readonly #data = parametersShown(this);
  readonly #arrived = () => {
    this.asked = readAsked(router.place.query);
    this.open = router.place.query.get('open');
  };

  override connectedCallback(): void {
    super.connectedCallback();
    router.addEventListener('change', this.#arrived);
    addEventListener('keydown', this.#keys);
  }

  override disconnectedCallback(): void {
    router.removeEventListener('change', this.#arrived);
    removeEventListener('keydown', this.#keys);
    super.disconnectedCallback();
  }

  readonly #keys = (event: KeyboardEvent) => {
    const at = event.composedPath()[0];
    const types =
      at instanceof HTMLElement && at.closest('input, textarea, select, [contenteditable]') !== null;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (event.key === '/' && !types) this.renderRoot.querySelector<HTMLElement>('.search')?.focus();
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && this.open !== null)
      void this.#step(event.key === 'ArrowUp' ? -1 : 1);
    else return;
    event.preventDefault();
  };

  /** Opens the parameter before or after the one that is open beside the list. */
  async #step(by: number): Promise<void> {
    const shown = this.#shown(fitting(this.#data.value ?? [], this.asked));
    const next = shown[shown.findIndex(({ path }) => path === this.open) + by];
    if (next) await router.go(addressOf(this.asked, next.path), true);
  }

  #shown(found: readonly Parameter[]): readonly Parameter[] {
    return found.filter(({ definition }) => (this.asked.type ?? definition.type) === definition.type);
  }

  get #list(): GjParameterList | null {
    return this.renderRoot.querySelector('gj-parameter-list');
  }

  async #edit(path: string): Promise<void> {
    if (path !== this.open) await router.go(addressOf(this.asked, path));
    await this.updateComplete;
    await this.renderRoot.querySelector<GjParameter>('gj-parameter')?.edit();
  }

  #ask(change: Partial<ParameterQuery>): void {
    this.asked = { ...this.asked, ...change };
    router.rewrite(new URL(addressOf(this.asked, this.open), location.origin).searchParams);
  }

  /** Lists of hundreds follow when one pauses, so that each letter stands there at once. */
  #search(q: string): void {
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => this.#ask({ q }), 80);
  }
  #searching: ReturnType<typeof setTimeout> | undefined;

  /** Back to the list, where one was. */
  async #close(): Promise<void> {
    const { open } = this;
    await router.go(addressOf(this.asked, null));
    await this.updateComplete;
    if (this.open === null && open !== null) await this.#list?.reach(open);
  }

  override render() {
    const actions: readonly Action[] = [
      {
        key: 'compare',
        text: msg('对比', { id: 'compare-go' }),
        href: `/compare?a=${session.org?.number ?? ''}`,
      },
    ];
    const head = html`<gj-page-head heading=${msg('参数', { id: 'parameters' })} .actions=${actions} .more=${fileItems(this.#data.value ?? [])}
        @act=${() => {
          this.importing = true;
        }}>
      ${session.org ? html`<span slot="named" class="small muted"> ${session.org.name}</span>` : nothing}
    </gj-page-head>`;
    return html`${head}${this.#data.shown((parameters) => this.#content(parameters), {
      outline: { rows: 16 },
      empty: {
        symbol: 'lock',
        text: msg(
          '您的角色不能查看任何参数，或者没有安装带参数的元数据包。如需查看，请联系管理员在角色中授权。',
          { id: 'params-none' },
        ),
      },
    })}`;
  }

  #content(parameters: readonly Parameter[]): TemplateResult {
    const found = fitting(parameters, this.asked);
    const shown = this.#shown(found);
    const open = opened(parameters, this.open);
    return html`${this.#filters(parametersAmong(shown))}
      <div class="room stack-3 grows shrinks-down ${open ? 'open' : ''}">
        ${this.#types(parameters, found)}
        ${
          shown.length > 0
            ? html`<gj-parameter-list class="shrinks-down scrolls surface framed footless" role="region"
                tabindex="0" aria-label=${msg('参数', { id: 'parameters' })}
                .parameters=${shown} .asked=${this.asked} .open=${this.open}
                @edit=${({ detail }: CustomEvent<string>) => this.#edit(detail)}
                @types=${() => this.renderRoot.querySelector<HTMLElement>('nav [aria-current]')?.focus()}></gj-parameter-list>`
            : html`<gj-state symbol="search" text=${msg('没有符合条件的参数', { id: 'params-none-found' })}>
                <button @click=${() =>
                  this.#ask({
                    q: '',
                    type: null,
                    origin: null,
                    danger: false,
                    on: false,
                    unread: false,
                  })}>${msg('清除筛选', { id: 'clear-filters' })}</button>
              </gj-state>`
        }
        ${
          open
            ? html`<gj-parameter class="framed footless" .parameter=${open} @closed=${() => this.#close()}
                @choose=${({ detail }: CustomEvent<string>) => router.go(addressOf(this.asked, detail))}
                @written=${() => {
                  void dangers.refresh(true);
                  void this.#data.load();
                }}></gj-parameter>`
            : nothing
        }
      </div>
      ${
        this.importing
          ? html`<gj-values-import @closed=${() => {
              this.importing = false;
            }} @imported=${() => {
              void dangers.refresh(true);
              void this.#data.load();
            }}></gj-values-import>`
          : nothing
      }`;
  }

  #filters(count: number): TemplateResult {
    const { q, origin, danger, on, unread } = this.asked;
    const find = msg('查找参数', { id: 'params-search' });
    const places = [
      ['here', msg('本组织设置', { id: 'params-set-here' })],
      ['below', msg('下级另行设置', { id: 'params-set-below' })],
      ['inherited', msg('继承而来', { id: 'params-inherited' })],
    ] as const;
    return html`<div class="filters toolbar below-3">
      <input class="plain search" type="search" autocomplete="off" aria-label=${find}
        placeholder=${msg('名称、编码、说明、值', { id: 'params-search-in' })} .value=${q}
        @input=${(event: Event) => this.#search((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' || event.isComposing) return;
          event.preventDefault();
          void this.#list?.reach();
        }} />
      ${places.map(
        ([key, text]) => html`<button aria-pressed=${origin === key}
          @click=${() => this.#ask({ origin: origin === key ? null : key })}>${text}</button>`,
      )}
      <button aria-pressed=${danger}
          @click=${() => this.#ask({ danger: !danger })}>${icon('alert')}${msg('慎用', { id: 'params-danger' })}</button>
      <button aria-pressed=${on}
          @click=${() => this.#ask({ on: !on })}>${icon('alert')}${msg('慎用且开启中', { id: 'params-danger-on' })}</button>
      <button aria-pressed=${unread} title=${msg(str`最近 ${unreadDays} 天没有程序读取`, { id: 'params-unread-why' })}
          @click=${() => this.#ask({ unread: !unread })}>${msg(str`${unreadDays} 天无人读取`, { id: 'params-unread' })}</button>
      <span class="small muted" role="status">${plural(msg(str`${count} 个参数`, { id: 'params-count' }))}</span>
    </div>`;
  }

  #types(all: readonly Parameter[], found: readonly Parameter[]): TemplateResult {
    const counts = Map.groupBy(found, ({ definition }) => definition.type);
    // Where nothing of a type is found, only the one that is looked at is told.
    const types = [...new Map(all.map(({ definition }) => [definition.type, definition.typeLabel]))].filter(
      ([type]) => counts.has(type) || this.asked.type === type,
    );
    const line = (type: string | null, text: string, count: number) => {
      const isCurrent = this.asked.type === type;
      return html`<li><button class="entry apart ${count === 0 ? 'muted' : ''}" title=${type ?? nothing}
        tabindex=${isCurrent ? 0 : -1}
        aria-current=${isCurrent || nothing} @click=${() => this.#ask({ type })}>
        <span>${text}</span><span class="muted regular smaller">${count}</span></button></li>`;
    };
    return html`<nav class="shrinks-down scrolls surface framed footless" aria-label=${msg('参数类型', { id: 'params-types' })}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'ArrowRight') void this.#list?.reach(this.open ?? undefined);
        else stepAmong(event, 'button');
      }}><ul>
      ${line(null, msg('全部', { id: 'params-all' }), parametersAmong(found))}
      ${types.map(([type, label]) => line(type, say(label), parametersAmong(counts.get(type) ?? [])))}
    </ul></nav>`;
  }
}

/** Files with what is set; and back from one, or on to others, for whoever may set something. */
function fileItems(parameters: readonly Parameter[]): readonly MenuItem[] {
  const file = (format: string, text: string): MenuItem => ({
    key: format,
    text,
    icon: 'download',
    href: session.api.url('/api/params/export', { format }),
  });
  const files = [
    file('xlsx', msg('导出为 xlsx', { id: 'values-xlsx' })),
    file('csv', msg('导出为 csv', { id: 'values-csv' })),
    file('json', msg('导出为 json', { id: 'values-json' })),
  ];
  if (!parameters.some(({ definition }) => definition.may.somewhere)) return files;
  return [
    ...files,
    {
      key: 'copy',
      text: msg('复制到其他组织…', { id: 'copy-open' }),
      icon: 'copy',
      apart: true,
      href: `/compare?copy&a=${session.org?.number ?? ''}`,
    },
    { key: 'import', text: msg('导入…', { id: 'values-import-open' }), icon: 'upload', apart: true },
  ];
}

/** The one of a path; of a dimension also an instance that nothing is said of yet. */
function opened(parameters: readonly Parameter[], path: string | null): Parameter | undefined {
  const known = parameters.find((one) => one.path === path);
  if (known || path === null) return known;
  const [type = '', key = ''] = path.split('/');
  const every = parameters.find(
    ({ definition }) =>
      definition.type === type &&
      definition.key === undefined &&
      definition.dimension !== undefined &&
      isInstance(definition.dimension, key),
  );
  return every && parameterOf(every.definition, key, every.effective);
}
customElements.define('gj-parameters-page', ParametersPage);
