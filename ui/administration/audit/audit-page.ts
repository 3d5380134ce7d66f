import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { table } from '../../kit/table/table.ts';
import type { ListField } from '../../list/state/list-field.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { type TrailDomain, TrailWords } from '../../record/versions/audit-action.ts';
import { language, nameless } from '../../session/i18n.ts';
import { many } from '../../session/many.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { filling, footless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { reasonWords } from '../reason-words.ts';
import { readChanges } from './audit-changes.ts';
import {
  type AuditAsked,
  auditCounts,
  auditFilters,
  auditQuery,
  readAsked,
  writeAsked,
} from './audit-trail.ts';
import { entryPage, namedRecord, parameterName, valueOwner } from './entry-page.ts';
import { withoutIds } from './without-ids.ts';
import './gj-audit-details.ts';
import '../../list/filter/gj-filter.ts';
import '../../kit/gj-state.ts';
import '../../kit/gj-page-head.ts';
import '../../sheet/transfer/gj-export-frame.ts';

const quietKey = 'audit-quiet';
/** So many lines fill a window. */
const enough = 40;
/** So often the server is asked to look on by itself; each time it does for somewhat less than a second. */
const mostLooks = 10;
/** Milliseconds without a key after which one has typed what one searches. */
const pause = 250;

/** The audit trail as sentences that say who did what, newest first; the list grows as one scrolls. */
export class AuditPage extends withProperties(GjElement, {
  domains: given<readonly TrailDomain[]>(() => []),
  asked: state<AuditAsked>(() => readAsked(router.place.query)),
  picked: state<TrailEntry | null>(null),
  search: state(''),
  /** Sign-ins are not shown. */
  quiet: state(() => session.own.read(quietKey) === true),
  exporting: state(false),
}) {
  static override styles = [
    shared,
    filling,
    footless,
    css`
      tbody .name {
        font-weight: 400;
      }
      b {
        font-weight: 600;
      }
      .wide {
        min-width: 10em;
        overflow-wrap: break-word;
      }
    `,
  ];

  readonly #words = new TrailWords(this);
  readonly #list = GrowingList.of(this, 'GET /api/audit');
  /** The forms whose own actions the entries tell of, by name: they have the words for those. */
  readonly #forms = new Loading<ReadonlyMap<string, FormModel>, string>(this, {
    key: () => this.#formsToName.join(' ') || undefined,
    keeps: true,
    load: async () => {
      const found = await Promise.all(this.#formsToName.map((name) => forms.get(name).catch(() => null)));
      return new Map(found.flatMap((form) => (form ? [[form.name, form] as const] : [])));
    },
  });
  /** The field changes of the picked entry; where they cannot be read, its sentence still says who did what. */
  readonly #changes = new Loading(this, { key: () => this.picked ?? undefined, load: readChanges });
  readonly #load = () => {
    this.#looked = 0;
    void this.#list.load({ limit: 100, ...this.#query() });
  };
  #waits: ReturnType<typeof setTimeout> | undefined;

  #query(): Readonly<Record<string, string>> {
    const q = this.search.trim();
    return { ...auditQuery(this.asked), ...(q && { q }), ...(this.quiet && { hide: 'sign-ins' }) };
  }

  /** Asks the server to look further back while few entries were found, at most `mostLooks` times. */
  protected override updated(): void {
    const { items, busy, next, failure } = this.#list;
    if (busy || next === null || failure || this.#looked >= mostLooks) return;
    if (items.length >= enough) return;
    this.#looked += 1;
    void this.#list.more();
  }
  #looked = 0;

  #find(search: string): void {
    this.search = search;
    clearTimeout(this.#waits);
    this.#waits = setTimeout(this.#load, pause);
  }

  #hide(quiet: boolean): void {
    this.quiet = quiet;
    session.own.write(quietKey, quiet || undefined);
    this.#load();
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

  #open(item: TrailEntry): void {
    this.picked = item;
  }

  override render() {
    const list = this.#list;
    const filtered = Object.keys(this.asked).length > 0;
    const isRefused = list.failure !== null && list.items.length === 0;
    const actions = [{ key: 'export', text: msg('导出', { id: 'export' }), icon: 'download' }] as const;
    const head = html`<gj-page-head heading=${msg('审计记录', { id: 'audit-trail' })} .actions=${isRefused ? [] : actions}
      @act=${() => {
        this.exporting = true;
      }}></gj-page-head>`;
    if (isRefused) return html`${head}<gj-state .failure=${list.failure} @retry=${this.#load}></gj-state>`;
    return html`
      ${head}
      <div class="chips below-3">
        <input class="plain find" type="search" autocomplete="off" .value=${this.search}
          placeholder=${msg('查找记录', { id: 'audit-search' })} aria-label=${msg('查找记录', { id: 'audit-search' })}
          @input=${(event: Event) => this.#find((event.target as HTMLInputElement).value)} />
        ${auditFilters.map(
          (name) => html`<gj-filter .field=${filterField(name, this.#words)} .values=${this.asked[name] ?? []}
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
        <label class="inline centred gap-1h pushed"><input type="checkbox" .checked=${this.quiet} @change=${(
          event: Event,
        ) =>
          this.#hide(
            (event.target as HTMLInputElement).checked,
          )} />${msg('不看登录', { id: 'audit-hide-sign-ins' })}</label>
      </div>
      <div class="frame grows shrinks-down scrolls framed footless" tabindex="0" role="region"
        aria-label=${msg('审计记录', { id: 'audit-trail' })} aria-busy=${list.busy}
        @scroll=${this.#scrolled}>
        ${list.items.length > 0 ? this.#table() : nothing}
        ${list.failure ? html`<gj-state .failure=${list.failure} @retry=${this.#load}></gj-state>` : nothing}
        ${
          list.items.length === 0 && !list.busy && list.next === null && !list.failure
            ? html`<gj-state symbol="history" text=${msg('没有符合条件的记录', { id: 'audit-none' })}></gj-state>`
            : nothing
        }
        ${list.next === null ? nothing : this.#further()}
      </div>
      ${this.exporting ? this.#export() : nothing}
      ${
        this.picked
          ? html`<gj-audit-details .domains=${this.domains} .item=${this.picked}
              .form=${this.#changes.value?.form ?? null} .changes=${this.#changes.value?.changes ?? []}
              ?busy=${this.#changes.busy} @closed=${() => {
                this.picked = null;
              }}></gj-audit-details>`
          : nothing
      }
    `;
  }

  /** Draws how far back a search went, and the button that looks further. */
  #further(): TemplateResult {
    const { searchedTo, busy } = this.#list;
    return html`<footer class="pad-2 to-middle">
      ${
        searchedTo
          ? html`<p class="muted small" role="status">${msg(str`已查找 ${moment(searchedTo)} 之后的记录`, { id: 'audit-searched' })}</p>`
          : nothing
      }
      <button class="plain" ?disabled=${busy} @click=${() => {
        this.#looked = 0;
        void this.#list.more();
      }}>${searchedTo ? msg('再往前查找', { id: 'audit-search-on' }) : msg('更多', { id: 'more' })}</button>
    </footer>`;
  }

  #export(): TemplateResult {
    const formats = [
      { value: 'xlsx', text: 'Excel' },
      { value: 'csv', text: 'CSV' },
    ];
    return html`<gj-export-frame label=${msg('导出审计记录', { id: 'audit-export' })} .formats=${formats}
      .order=${(format: string) =>
        session.api.call('GET /api/audit/export', {
          query: { ...this.#query(), format: format === 'csv' ? 'csv' : 'xlsx', mode: 'job' },
        })}
      @closed=${() => {
        this.exporting = false;
      }}>
      <p class="below-4">${msg('导出当前查找和筛选的全部记录。', { id: 'audit-export-what' })}</p>
    </gj-export-frame>`;
  }

  #scrolled(event: Event): void {
    const frame = event.target as HTMLElement;
    if (frame.scrollTop + frame.clientHeight > frame.scrollHeight - 400) void this.#list.more();
  }

  #table(): TemplateResult {
    return table({
      caption: msg('审计记录', { id: 'audit-trail' }),
      columns: [
        {
          label: msg('时间', { id: 'at-time' }),
          room: 'tight',
          look: 'muted',
          cell: ({ at }) => moment(at, true),
        },
        {
          label: msg('事件', { id: 'who-did-what' }),
          role: 'name',
          cell: (item) => this.#sentence(item),
        },
        {
          label: msg('组织', { id: 'organisation' }),
          look: 'wide',
          cell: ({ org, parameter }) => (parameter ? valueOwner(parameter) : (org?.name ?? '')),
        },
        {
          label: msg('原因', { id: 'reason' }),
          look: 'wide muted',
          cell: ({ reason }) => reasonWords(reason),
        },
      ],
      rows: this.#list.items,
      acting: {
        label: msg('详情', { id: 'details' }),
        act: (item) => this.#open(item),
        expanded: (item) => item === this.picked,
        anywhere: true,
      },
      more: null,
    });
  }

  /** Forms of entries that no other words are known for. */
  get #formsToName(): readonly string[] {
    const names = this.#list.items.flatMap(({ action, form = '' }) =>
      this.#words.knows(action) || !session.form(form) ? [] : [form],
    );
    return [...new Set(names)].toSorted();
  }

  #sentence(item: TrailEntry): TemplateResult {
    const did = item.parameter
      ? valueDid(item.action)
      : this.#words.did(item.action, this.#forms.value?.get(item.form ?? ''));
    return html`<b>${item.actor?.name ?? item.actor?.number ?? withoutIds(item.target) ?? '—'}</b>
      ${did}${did.endsWith('：') ? '' : ' '}${what(item)}`;
  }
}

/** A value that is made or changed is set; one that is deleted is inherited again. */
function valueDid(action: string): string {
  return action === 'delete'
    ? msg('恢复继承了', { id: 'trail-value-taken' })
    : msg('设置了', { id: 'trail-value-set' });
}

/** Actions whose entries hold the requested address as their target. */
const namesAddress: ReadonlySet<string> = new Set(['refused', 'import', 'export']);
/** Actions whose entries have a target that people know by its name. */
const namesTarget: ReadonlySet<string> = new Set([
  'password-set',
  'authenticators-removed',
  'seeing-began',
  'seeing-ended',
  'sessions-ended',
  'accounts-unlinked',
  'backup',
  'backup-made',
  'backup-failed',
  'backup-tried',
  'backup-unfit',
  'restore',
  'job-cancelled',
  'job-repeated',
  'job-undone',
  'revealed',
]);

/** Says what the action was done to: a record by number and name, or else the target that the entry names. */
function what(item: TrailEntry): TemplateResult | string {
  if (item.record) {
    const said = item.parameter ? dotted(parameterName(item.parameter)) : namedRecord(item.record);
    const { label, address } = entryPage(item);
    if (address === undefined) return html`<span class="muted">${label}</span> ${said}`;
    return html`<span class="muted">${label}</span> <a class="underlined" href=${address}>${said || nameless()}</a>`;
  }
  if (namesAddress.has(item.action)) {
    const [, name = ''] = /^\/api\/forms\/([\w-]+)/.exec(item.target ?? '') ?? [];
    const exchanged = session.form(name);
    const counts = auditCounts(item);
    return html`<span title=${withoutIds(item.target) ?? ''}>${exchanged ? many(exchanged) : withoutIds(item.target)}</span>${
      counts ? html`${language() === 'zh' ? '：' : ': '}<span class="muted">${counts}</span>` : nothing
    }`;
  }
  if (item.action.startsWith('token-')) {
    const { name } = (item.detail ?? {}) as { name?: string };
    return name ? `“${name}”` : '';
  }
  return namesTarget.has(item.action) && item.target && !isId(item.target) ? item.target : '';
}

function filterField(name: (typeof auditFilters)[number], words: TrailWords): ListField {
  const same = (text: string) => ({ zh: text, en: text });
  const common = { name, sortable: false };
  switch (name) {
    case 'user':
      return {
        ...common,
        comparison: 'reference',
        target: 'user',
        label: same(msg('用户', { id: 'user' })),
      };
    case 'action':
      return {
        ...common,
        comparison: 'text',
        label: same(msg('操作', { id: 'operation' })),
        options: words.actions.map((value) => ({ value, label: same(words.name(value)) })),
      };
    case 'form':
      return {
        ...common,
        comparison: 'text',
        label: same(msg('表单', { id: 'one-form' })),
        options: session.forms.map((form) => ({ value: form.name, label: form.listLabel })),
      };
    case 'organisation':
      return {
        ...common,
        comparison: 'reference',
        target: 'organisation',
        label: same(msg('组织', { id: 'organisation' })),
      };
    case 'at':
      return { ...common, comparison: 'datetime', label: same(msg('时间', { id: 'at-time' })) };
  }
}
customElements.define('gj-audit-page', AuditPage);
