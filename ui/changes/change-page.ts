import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChangeEffects } from '../../metadata/contract/changes/effects.ts';
import type { HowToPublish } from '../../metadata/contract/changes/sent.ts';
import type { CaseDomain } from '../condition/facts/case-places.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { FirstQuiet } from '../kit/base/first-quiet.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { contributed } from '../kit/contribution.ts';
import { openForm } from '../kit/dialog/form-dialog.ts';
import { notify } from '../kit/gj-notices.ts';
import { moment } from '../kit/moment.ts';
import { basket } from '../params/basket/basket.ts';
import { type ChangeItem, type ChangeSet, resent } from '../params/basket/change-set.ts';
import { setName, stateBadge } from '../params/basket/set-words.ts';
import { ApiProblem } from '../session/api.ts';
import { dangers } from '../session/dangers.ts';
import { plural } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { page } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { changeActions, changeMore } from './change-actions.ts';
import { ChangeData, failingCases, type Seen } from './change-data.ts';
import { ChangeNews } from './change-news.ts';
import { isOpen, leftLine, newsWords, numberBeside, undoneWords } from './change-words.ts';
import type { ChangesDomain } from './changes-domain.ts';
import { definitionsKnown, type FindDefinition } from './definitions-known.ts';
import type { TextEdit } from './gj-change-texts.ts';
import { nextPlaces } from './next-places.ts';
import { askRollback, leftOf } from './rollback.ts';
import { askSchedule } from './schedule.ts';
import '../kit/gj-page-head.ts';
import './gj-change-cases.ts';
import './gj-change-design.ts';
import './gj-change-effects.ts';
import './gj-change-items.ts';
import './gj-change-readers.ts';
import './gj-change-steps.ts';
import './gj-change-texts.ts';

/** One change set: what is in it, what publishing would do, and everything on its way there. */
export class ChangePage extends withProperties(GjElement, {
  setId: text('', { attribute: 'set-id' }),
  domains: given<readonly (ChangesDomain & CaseDomain)[]>(() => []),
  find: state<FindDefinition>(() => () => undefined),
}) {
  static override styles = [
    shared,
    page,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .columns {
        grid-template-columns: minmax(0, 1fr) var(--gj-size-300);
      }
      /* Both end on one line, however little there is in one of them. */
      .columns > .stack {
        display: flex;
        flex-direction: column;
      }
      .columns > .stack > :last-child {
        flex: 1;
      }
      .news {
        gap: var(--gj-half) var(--gj-3);
        padding: var(--gj-1) var(--gj-3);
      }
      @media (max-width: 900px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  readonly #data = new ChangeData(this, () => this.setId || undefined);
  readonly #quiet = new FirstQuiet(this);
  readonly #news = new ChangeNews(this, this.#data);
  /** The ways to take back the last steps in the basket, the newest last. */
  readonly #undo: (() => Promise<void>)[] = [];
  readonly #keys = (event: KeyboardEvent) => {
    const at = event.composedPath()[0];
    const types = at instanceof HTMLElement && at.closest('input, textarea') !== null;
    if (types || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return;
    const undo = this.#undo.pop();
    if (!undo) return;
    event.preventDefault();
    void undo();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keys);
    void definitionsKnown().then((find) => {
      this.find = find;
    });
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#keys);
    super.disconnectedCallback();
  }

  protected override updated(): void {
    const { set } = this.#data;
    if (set) this.emitUp('record-name', setName(set));
  }

  /** Does something to the set and answers whether it was done; a refusal of the server is shown on the page. */
  #do(act: () => Promise<unknown>): Promise<boolean> {
    return this.#data.doing.run(act, { queues: true });
  }

  async #act(key: string): Promise<void> {
    const { set } = this.#data;
    if (!set) return;
    this.#news.clear();
    if (key === 'schedule')
      await askSchedule(this, (body) =>
        this.#move((seen) => session.api.call('POST /api/changesets/:id/schedule', { ...seen, body })),
      );
    else if (key === 'reject') await this.#reject();
    else if (key === 'rollback') await askRollback(this, set);
    else if (key === 'publish' && set.state === 'scheduled') await this.#early(set);
    else if (key === 'basket') basket.choose(set);
    else if (key === 'discard') await this.#discard();
    else if (key === 'rebase')
      await this.#do(() =>
        this.#data.act((seen) => session.api.call('POST /api/changesets/:id/rebase', seen)),
      );
    else await this.#step(key);
  }

  async #reject(): Promise<void> {
    const label = msg('退回', { id: 'change-reject' });
    await openForm(this, {
      label,
      fields: { reason: { label: msg('原因', { id: 'reason' }), required: true } },
      act: label,
      send: ({ reason }) =>
        this.#move((seen) =>
          session.api.call('POST /api/changesets/:id/reject', { ...seen, body: { reason } }),
        ),
    });
  }

  /** Asks whether what was to go live later goes live now. */
  async #early(set: ChangeSet): Promise<void> {
    const at = moment(set.scheduledAt);
    const why = msg(str`它已定于 ${at} 发布。现在发布，会立即生效，不再等到那时。`, {
      id: 'change-early-why',
    });
    await openForm(this, {
      label: msg('提前发布', { id: 'change-early' }),
      before: () => html`<p>${setName(set)}</p><p>${why}</p>`,
      act: msg('现在发布', { id: 'change-early-go' }),
      send: () => this.#step('publish', { now: true }),
    });
  }

  /** Steps that need a word; what is refused is said where it is asked. */
  async #move(does: (seen: Seen) => Promise<ChangeSet>): Promise<void> {
    await this.#data.act(does);
    void basket.refresh(true);
  }

  async #step(step: string, how: Omit<HowToPublish, 'plan'> = {}): Promise<void> {
    const at = whereTo(step);
    if (at === undefined) return;
    const does = () =>
      at === 'publish'
        ? this.#data.act((seen) =>
            session.api.call('POST /api/changesets/:id/publish', { ...seen, body: this.#asSeen(how) }),
          )
        : this.#data.act((seen) => session.api.call(`POST /api/changesets/:id/${at}`, seen));
    if (!(await this.#do(does))) return;
    const { set } = this.#data;
    const undo = set ? this.#wayBack(at, set) : undefined;
    const offers = at === 'publish' && set ? nextPlaces(set.items) : [];
    notify({ text: done(step), ...(undo && { undo }), ...(offers.length > 0 && { offers }) });
    void basket.refresh(true);
    void dangers.refresh(true);
  }

  /** What was proposed is withdrawn; what was published is undone by a draft, which is looked at first. */
  #wayBack(step: string, set: ChangeSet): (() => Promise<void>) | undefined {
    if (step === 'publish' && set.may.rollback) return () => askRollback(this.isConnected ? this : null, set);
    if (step !== 'propose' || !set.may.withdraw) return undefined;
    return () => this.#move((seen) => session.api.call('POST /api/changesets/:id/withdraw', seen));
  }

  /** With the plan of its design as it is shown. */
  #asSeen(how: HowToPublish): HowToPublish {
    const plan = this.#data.preview?.design?.plan.hash;
    return plan ? { ...how, plan } : how;
  }

  async #discard(): Promise<void> {
    if (
      !(await this.#do(() => this.#data.act((seen) => session.api.call('DELETE /api/changesets/:id', seen))))
    )
      return;
    notify({ text: msg('已放弃变更集', { id: 'change-is-discarded' }) });
    void basket.refresh(true);
    await router.go('/changes');
  }

  async #edit({ member, value, before }: TextEdit): Promise<void> {
    await this.#do(() => this.#data.edit({ [member]: value }, (now) => now[member] === before));
  }

  /** Takes a change out; it can be put back. */
  async #remove(item: ChangeItem): Promise<void> {
    const stands = JSON.stringify(item);
    const fits = ({ items }: ChangeSet) =>
      items.some((one) => one.id === item.id && JSON.stringify(one) === stands);
    if (!(await this.#do(() => this.#data.edit({ items: { remove: [item.id] } }, fits)))) return;
    const again = resent(item);
    const undo = async () => {
      const at = this.#undo.indexOf(undo);
      if (at >= 0) this.#undo.splice(at, 1);
      if (again) await this.#do(() => this.#data.edit({ items: { put: [again] } }, () => true));
    };
    if (again) this.#undo.push(undo);
    notify({ text: msg('已移出变更集', { id: 'change-removed' }), ...(again && { undo }) });
  }

  /** To where the change is made: a parameter for its organisation, or a record. */
  async #show({ type = '', key = '', org, form, record }: ChangeItem): Promise<void> {
    if (form !== undefined) return router.go(record ? `/forms/${form}/${record}` : `/forms/${form}`);
    const known = org && (await session.everyOrganisation()).some(({ id }) => id === org.id);
    if (org && known && org.id !== session.org?.id) session.chooseOrg(org.number ?? '');
    await router.go(`/parameters?${new URLSearchParams({ open: `${type}/${key}` })}`);
  }

  override render() {
    return this.#data.loading.shown((set) => this.#content(set), { outline: { head: true, cards: [4, 6] } });
  }

  #content(set: ChangeSet): TemplateResult {
    const { preview, busy } = this.#data;
    const effects = set.effects ?? preview?.params;
    return html`<gj-page-head heading=${setName(set)} .actions=${changeActions(set, preview, busy)}
        .more=${changeMore(set, basket.current?.id)}
        @act=${({ detail }: CustomEvent<string>) => this.#act(detail)}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a
            href="/changes">${msg('变更集', { id: 'changes' })}</a></nav>
        <span slot="stands" class="small muted">${numberBeside(set)}</span>
        ${
          set.undoes
            ? html`<a slot="stands" class="small" href="/changes/${set.undoes}">${msg('被回滚的变更集', { id: 'change-undoes' })}</a>`
            : nothing
        }
        <span slot="stands">${stateBadge(set.state)}</span>
        ${
          set.undoneBy
            ? html`<a slot="stands" class="small" href="/changes/${set.undoneBy.id}">${undoneWords(set.undoneBy)}</a>`
            : nothing
        }
        ${
          set.id === basket.current?.id
            ? html`<span slot="stands" class="badge accent">${icon('basket', 12)}${msg('当前变更集', { id: 'basket-current' })}</span>`
            : nothing
        }
      </gj-page-head>
      ${this.#quiet.isCome ? nothing : html`<gj-skeleton .outline=${{ cards: [4, 6] }}></gj-skeleton>`}
      <div class="columns stack-3" ?hidden=${!this.#quiet.isCome}><div class="stack">
        ${this.#newsLine()}
        ${this.#stops(set)}
        ${
          preview && failingCases(preview) > 0
            ? html`<section class="card toned error" aria-labelledby="cases"><h2 class="across below-2"
                id="cases">${msg('用例', { id: 'change-cases' })}</h2>
                <gj-change-cases .domains=${this.domains} .cases=${preview.cases} ?publishable=${set.may.publish && !busy}
                  @publish=${({ detail: acceptCases }: CustomEvent<string>) =>
                    this.#step('publish', { now: true, acceptCases })}></gj-change-cases></section>`
            : nothing
        }
        <gj-change-texts .set=${set} @edit=${({ detail }: CustomEvent<TextEdit>) => this.#edit(detail)}></gj-change-texts>
        <gj-change-design .set=${set} .preview=${preview} @again=${() => this.#data.loading.load()}
          @choose=${({ detail: design }: CustomEvent<string | null>) =>
            this.#do(() =>
              this.#data.edit({ design }, (now) => now.design === set.design),
            )}></gj-change-design>
        <section class="card" aria-labelledby="items"><h2 class="across below-2"
            id="items">${msg('改动', { id: 'change-items' })} <span class="small muted">${set.count}</span></h2>
          ${
            set.items.length === 0
              ? html`<p class="muted">${msg('变更集里还没有改动。在参数页或记录页点“放入变更集”，改动就会列在这里。', { id: 'change-empty' })}</p>`
              : html`<gj-change-items .set=${set} .preview=${preview} .find=${this.find} ?editable=${isOpen(set)}
                  @remove=${({ detail }: CustomEvent<ChangeItem>) => this.#remove(detail)}
                  @show=${({ detail }: CustomEvent<ChangeItem>) => this.#show(detail)}></gj-change-items>`
          }</section>
        ${
          effects && set.items.some(({ type }) => type !== undefined)
            ? html`<section class="card" aria-labelledby="effects"><h2 class="across below-2"
                id="effects">${msg('受影响的组织', { id: 'change-effects' })} <span
                class="small muted">${organisationsOf(effects)}</span></h2>
                ${
                  set.publishedAt
                    ? html`<p class="small muted below-2">${msg(str`发布时（${moment(set.publishedAt)}）的情况`, { id: 'change-effects-then' })}</p>`
                    : nothing
                }
                <gj-change-effects .effects=${effects} .find=${this.find}></gj-change-effects></section>`
            : nothing
        }
        ${this.domains.flatMap(({ changeCards = [] }) => contributed(changeCards, { set, isOpen: isOpen(set) }))}
        ${
          preview?.readers.some(({ count, others, lastRead }) => count > 0 || others || lastRead)
            ? html`<section class="card" aria-labelledby="readers"><h2 class="across below-2"
                id="readers">${msg('读取方', { id: 'change-readers' })}</h2>
                <gj-change-readers .readers=${preview.readers} .find=${this.find}></gj-change-readers></section>`
            : nothing
        }
      </div>
      <aside class="card" aria-label=${msg('审批与历史', { id: 'change-aside' })}><gj-change-steps .set=${set}
          .find=${this.find}></gj-change-steps></aside></div>`;
  }

  /** Draws the problems that stand in the way of publishing the set as a whole. */
  #stops(set: ChangeSet): TemplateResult | typeof nothing {
    const { preview } = this.#data;
    const { failure: refused } = this.#data.doing;
    const general = (preview?.problems ?? []).filter(({ item }) => item === null);
    const conflicts = preview?.conflicts.length ?? 0;
    const left = leftOf.get(set.id) ?? [];
    if (general.length + conflicts + left.length === 0 && refused === null && !set.failure) return nothing;
    return html`<section class="card toned error" aria-label=${msg('需要处理', { id: 'change-stops' })}>
      ${refused === null ? nothing : html`<p class="problem" role="alert">${refusedText(refused)}</p>`}
      ${set.failure ? html`<p class="problem">${set.failure.message}</p>` : nothing}
      ${general.map(({ message }) => html`<p class="problem">${message}</p>`)}
      ${
        conflicts > 0
          ? html`<p>${plural(msg(str`${conflicts} 项改动加入后，原值已被他人修改。`, { id: 'change-conflicts' }))}
            ${
              isOpen(set)
                ? html`<button class="plain"
                    @click=${() => this.#act('rebase')}>${msg('以现值为准重新起草', { id: 'change-rebase' })}</button>`
                : nothing
            }</p>`
          : nothing
      }
      ${
        left.length > 0
          ? html`<p>${plural(msg(str`${left.length} 项改动此后又被修改，没有纳入这次回滚：`, { id: 'change-left' }))}</p>
            <ul class="marked">${left.map(leftLine)}</ul>`
          : nothing
      }
    </section>`;
  }

  /** Draws the news of a step that somebody else took while the set was looked at. */
  #newsLine(): TemplateResult | typeof nothing {
    const { last } = this.#news;
    if (!last) return nothing;
    const close = msg('知道了', { id: 'change-news-seen' });
    return html`<p class="news flex wraps centred chosen edged toned accent rounded-l"
        role="status">${newsWords(last)}<button class="plain" @click=${() => this.#news.clear()}>${close}</button></p>`;
  }
}

function done(step: string): string {
  switch (step) {
    case 'publish':
      return msg('已发布', { id: 'change-published' });
    case 'propose':
      return msg('已提交审批', { id: 'change-is-proposed' });
    case 'approve':
      return msg('已批准', { id: 'change-approved' });
    default:
      return msg('已完成', { id: 'done' });
  }
}

/** Says why the server refused; problems of single changes are left out, for they stand beside those changes. */
function refusedText(failure: unknown): string {
  const isSingle =
    failure instanceof ApiProblem && failure.errors.some(({ path }) => path.startsWith('/items/'));
  return isSingle && failure instanceof ApiProblem ? failure.message : failureText(failure);
}
/** Steps that need no more than the set as it was seen. */
function whereTo(step: string) {
  const steps = ['propose', 'withdraw', 'approve', 'publish'] as const;
  return steps.find((one) => one === step);
}

/** How many organisations read another value, whichever of them; beyond those that are listed there may be more. */
function organisationsOf({ changed, total }: ChangeEffects): string {
  const listed = new Set(changed.flatMap(({ org }) => org?.id ?? [])).size;
  return `${listed}${changed.length < total ? '+' : ''}`;
}

customElements.define('gj-change-page', ChangePage);
