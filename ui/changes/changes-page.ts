import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { onceLoaded } from '../kit/base/once-loaded.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import type { Action } from '../kit/gj-actions.ts';
import type { Tab } from '../kit/gj-tabs.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { table } from '../kit/table/table.ts';
import type { Column } from '../kit/table/table-shape.ts';
import { basket } from '../params/basket/basket.ts';
import type { ChangeState, ChangeSummary } from '../params/basket/change-set.ts';
import { setName, stateBadge } from '../params/basket/set-words.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { page } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { numberBeside, undoneWords } from './change-words.ts';
import type { ChangesDomain } from './changes-domain.ts';
import { definitionsSeen } from './definitions-known.ts';
import { askRollback } from './rollback.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-tabs.ts';

type View = ListView | 'calendar';
type ListView = 'open' | 'mine' | 'published' | 'over';

const states: Readonly<Record<ListView, readonly ChangeState[]>> = {
  open: ['draft', 'waiting', 'approved', 'scheduled', 'failed', 'rejected'],
  mine: ['waiting', 'failed'],
  published: ['published'],
  over: ['discarded'],
};

const changing = ['create', 'edit', 'enable', 'disable', 'delete'] as const;

/** Change sets: those under way, those that wait for oneself, and what was published, which can be rolled back. */
export class ChangesPage extends withProperties(GjElement, {
  domains: given<readonly ChangesDomain[]>(() => []),
  view: state<View>(() => viewOf(router.place.query.get('view'))),
}) {
  static override styles = [shared, page];

  readonly #list = GrowingList.of(this, 'GET /api/changesets', {
    key: () => {
      const { view } = this;
      if (view === 'calendar') return undefined;
      return {
        limit: 50,
        ...(view === 'mine' ? { waitingForMe: true } : { state: states[view].join(',') }),
      };
    },
  });
  readonly #making = new Doing(this, { notifies: true });

  async #make(): Promise<void> {
    await this.#making.run(async () => {
      const made = await session.api.call('POST /api/changesets', { body: {} });
      basket.choose(made);
      await router.go(`/changes/${made.id}`);
    });
  }

  #choose(view: View): void {
    this.view = view;
    router.rewrite(new URLSearchParams(view === 'open' ? {} : { view }));
  }

  /** Whoever may change nothing anywhere is refused a set. */
  readonly #mayChange = new Loading(this, {
    key: () => 'anything',
    load: async () =>
      session.forms.some(({ id }) => changing.some((action) => session.may(id, action))) ||
      (await definitionsSeen()).some(({ may }) => may.organisation || may.system),
  });

  override render() {
    const tabs: readonly Tab[] = [
      { key: 'open', text: msg('进行中', { id: 'changes-open' }) },
      { key: 'mine', text: msg('等我处理', { id: 'changes-mine' }), marked: basket.waiting.length > 0 },
      { key: 'published', text: msg('已发布', { id: 'change-published' }) },
      { key: 'over', text: msg('已放弃', { id: 'change-discarded' }) },
      { key: 'calendar', text: msg('日历', { id: 'changes-calendar' }) },
    ];
    const actions: readonly Action[] = this.#mayChange.value
      ? [{ key: 'new', text: msg('新建变更集', { id: 'change-new' }), icon: 'add', primary: true }]
      : [];
    return html`<gj-page-head heading=${msg('变更集', { id: 'changes' })} .actions=${actions} @act=${() => this.#make()}>
        <gj-tabs slot="tabs" .tabs=${tabs} tab=${this.view}
            @tab=${({ detail }: CustomEvent<View>) => this.#choose(detail)}></gj-tabs>
      </gj-page-head>
      ${
        this.view === 'calendar'
          ? this.#calendar()
          : this.#list.shown(({ items }) => this.#table(items), {
              outline: { rows: 8 },
              empty: { symbol: 'basket', text: this.#none },
            })
      }`;
  }

  #calendar(): TemplateResult {
    loadCalendar().catch(() => {});
    return html`<gj-changes-calendar .domains=${this.domains}></gj-changes-calendar>`;
  }

  get #none(): string {
    if (this.view === 'mine') return msg('没有等您审批或处理的变更集。', { id: 'changes-none-mine' });
    if (this.view === 'published') return msg('还没有发布过变更集。', { id: 'changes-none-published' });
    if (this.view === 'over') return msg('没有放弃的变更集。', { id: 'changes-none-over' });
    return msg('没有进行中的变更集。参数和记录的改动放入变更集后，会一起预览、审批和发布。', {
      id: 'changes-none',
    });
  }

  #table(items: readonly ChangeSummary[]): TemplateResult {
    const { next, busy } = this.#list;
    return table({
      caption: msg('变更集', { id: 'changes' }),
      columns: this.#columns(),
      rows: items,
      busy,
      offers: (set) =>
        set.may.rollback
          ? html`<button class="plain"
              @click=${() => askRollback(this, set)}>${icon('undo', 14)}${msg('回滚', { id: 'change-rollback' })}</button>`
          : nothing,
      more: next === null ? null : () => this.#list.more(),
      frame: 'framed',
    });
  }

  #columns(): readonly Column<ChangeSummary>[] {
    return [
      { label: msg('变更集', { id: 'change-set' }), role: 'name', cell: (set) => this.#name(set) },
      {
        label: msg('状态', { id: 'state' }),
        cell: ({ state: stands, undoneBy }) =>
          html`${stateBadge(stands)} ${
            undoneBy
              ? html`<a class="small" href="/changes/${undoneBy.id}">${undoneWords(undoneBy)}</a>`
              : nothing
          }`,
      },
      {
        label: msg('改动数', { id: 'change-size' }),
        align: 'end',
        cell: ({ dangers, count }) =>
          html`${
            dangers > 0
              ? html`<span class="in-warn" title=${msg('含慎用参数', { id: 'change-has-dangers' })}>${icon('alert', 14)}</span>`
              : nothing
          } ${count}`,
      },
      {
        label: msg('新建人', { id: 'change-by' }),
        cell: ({ createdBy }) => createdBy?.name ?? createdBy?.number,
      },
      {
        label: msg('时间', { id: 'change-when' }),
        room: 'tight',
        cell: ({ publishedAt, scheduledAt, modifiedAt }) => moment(publishedAt ?? scheduledAt ?? modifiedAt),
      },
    ];
  }

  #name(set: ChangeSummary): TemplateResult {
    const isCurrent = set.id === basket.current?.id;
    return html`<a href="/changes/${set.id}">${setName(set)}</a> <span class="small muted">${numberBeside(set)}</span>
      ${
        isCurrent
          ? html`<span class="badge accent">${icon('basket', 12)}${msg('当前变更集', { id: 'basket-current' })}</span>`
          : nothing
      }
      ${set.failure ? html`<div class="problem small">${set.failure.message}</div>` : nothing}`;
  }
}

const loadCalendar = onceLoaded(() => import('./gj-changes-calendar.ts'));

const views: readonly View[] = ['open', 'mine', 'published', 'over', 'calendar'];

function viewOf(text: string | null): View {
  return views.find((one) => one === text) ?? 'open';
}
customElements.define('gj-changes-page', ChangesPage);
