import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { DesignHead, NewVersions } from '../../../metadata/contract/design/parts.ts';
import type { DesignPlanned, DesignToPublish } from '../../../metadata/contract/design/publish.ts';
import type { InstallPlan } from '../../../metadata/contract/packages/install-plan.ts';
import type { PlanIssue } from '../../../metadata/contract/packages/parts.ts';
import { PlanData } from '../../administration/packages/install/plan-data.ts';
import { planningText } from '../../administration/packages/install/planning-text.ts';
import { packagesStyles } from '../../administration/packages/packages-styles.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { contributed } from '../../kit/contribution.ts';
import { Doing } from '../../kit/doing.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { publishedCard } from '../published/published-card.ts';
import { undoPublish } from '../published/undo-publish.ts';
import { type LabelsInForce, labelsInForce } from '../words/former-labels.ts';
import { placeCalled } from '../words/step-words.ts';
import type { DesignMove } from '../work/design-calls.ts';
import { design } from '../work/design-data.ts';
import type { DesignDomain } from '../work/design-domain.ts';
import { notifyOnPage } from '../work/design-notices.ts';
import { followDesign } from '../work/follow-design.ts';
import { addressOfIssue } from '../work/issue-address.ts';
import { placeOfIssue } from '../work/issues/issue-place.ts';
import { workbook } from '../workbook/workbook-work.ts';
import { apiDifferences } from './api-differences.ts';
import { goneCard, isPublishable, overtakenCard } from './decision-cards.ts';
import { designDoor } from './design-door.ts';
import { fitValues, fitWords, mayFit } from './fit-values.ts';
import { type GjDesignWay, hasHand, isOwn } from './gj-design-way.ts';
import { loneCard } from './lone-card.ts';
import { newForms, stepLines, stepsInLines } from './new-forms.ts';
import { comingInCard, namedCard, reasonBox, wayBack } from './publish-cards.ts';
import { changedForms, offerButtons, packageOffers, publishedOffers } from './published-offers.ts';
import { wrongCard } from './wrong-card.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-skeleton.ts';
import '../../kit/gj-state.ts';
import '../../administration/packages/install/gj-plan.ts';
import '../../administration/packages/gj-publish-progress.ts';
import './gj-design-way.ts';
import './gj-new-versions.ts';

/**
 * The page that shows the plan of publishing the design, then carries it out; the last publish is undone from here, and
 * from the notice.
 */
export class PublishPage extends withProperties(GjElement, {
  domains: given<readonly DesignDomain[]>(() => []),
  /** The design wins over what was published meanwhile; what cannot be taken any more is dropped. */
  how: state<Pick<DesignToPublish, 'overwrite' | 'drop'>>(() => ({})),
  /** What was published is opened at once: nobody begins to read what is gone then. */
  leaving: state(false),
}) {
  static override styles = [
    shared,
    page,
    packagesStyles,
    css`
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
    `,
  ];
  readonly #reason = { text: '' };
  readonly #data = new PlanData(this, designDoor(this.#reason));
  readonly #choosing = new Doing(this);
  readonly #saying = new Doing(this);
  /** Whether what was said last of the new versions is kept. */
  #said: Promise<boolean> = Promise.resolve(true);
  /** Something was said of them since the plan was made. */
  #isPlanOld = false;
  /** The plan that was asked for because of that. */
  #planned: Promise<unknown> = Promise.resolve();
  readonly #moved = () => {
    this.requestUpdate();
    void this.#follow();
  };
  /** What the design was when its plan was asked for; undefined while that is being found out. */
  #stage: string | undefined;
  /** What the steps call otherwise, as it is called in force. */
  #inForce: LabelsInForce = {};
  /** Of the layers that are designed. */
  #files: ReadonlyMap<string, ReadonlyMap<string, Json>> = new Map();
  /** Ids of the forms that are changed by what is published. */
  #changed: readonly string[] = [];
  /** Names of the packages that became new versions. */
  #versions: readonly string[] = [];
  /** It ended while it was looked at; null: it did not. */
  #elsewhere: DesignHead | null = null;
  #turn = 0;
  #unfollow = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    design.addEventListener('change', this.#moved);
    this.#unfollow = followDesign(
      design,
      () => 'publish',
      (head) => this.#ended(head),
    );
    void this.#start();
  }

  override disconnectedCallback(): void {
    design.removeEventListener('change', this.#moved);
    this.#unfollow();
    super.disconnectedCallback();
  }

  async #start(): Promise<void> {
    const wanted = router.place.query.get('design');
    if (wanted !== null) await this.#choosing.run(() => design.choose(wanted));
    await design.look({});
    await this.#read();
    const { head } = design;
    if (head && design.steps.length > 0)
      await this.#data.start([{ called: head.name, sent: { design: head.id, ...this.how } }]);
    this.requestUpdate();
  }

  /** It was published or discarded elsewhere, or from here by a page that is gone. */
  #ended(head: DesignHead): void {
    if (this.#data.applying || this.#data.done) return;
    this.#changed = changedForms(design.steps, router.place.query.get('from') ?? '');
    this.#elsewhere = head;
    this.requestUpdate();
  }

  /** Reads what the sentences of the page are made of. */
  async #read(): Promise<void> {
    this.#stage = undefined;
    await design.settle();
    this.#inForce = await labelsInForce(design.steps);
    const layers = design.drawing.layers.map(
      async (name) => [name, new Map(await design.drawing.filesOf(name))] as const,
    );
    this.#files = new Map(await Promise.all(layers));
    this.#stage = stageOf(design);
  }

  /** Plans a design anew that became another one, by whomever; what was decided of the plan stays. */
  async #follow(): Promise<void> {
    const { applying, done, sources } = this.#data;
    const isOver = applying || done || this.#elsewhere;
    if (this.#stage === undefined || isOver || this.#stage === stageOf(design)) return;
    if (sources.length === 0) return this.#start();
    await this.#read();
    if (design.steps.length > 0) await this.#planAgain();
  }

  /** Answers the moves that are open to this person: publishing alone, or with another one's approval first. */
  #actions(isOpen: boolean): readonly Action[] {
    const { head } = design;
    const state = head?.state ?? 'open';
    const { who } = session;
    const mayPublish = who?.publishes ?? false;
    const applying = this.#data.applying || design.steps.length === 0;
    const waits = (who?.designsApproved ?? false) && !head?.approved;
    const mayApprove = state === 'proposed' && mayPublish && !hasHand();
    const all: readonly (Action | false)[] = [
      mayApprove && {
        key: 'approve',
        text: msg('批准', { id: 'design-approve' }),
        icon: 'check',
        primary: true,
      },
      mayPublish && {
        key: 'apply',
        text: msg('发布', { id: 'design-publish-do' }),
        icon: 'check',
        primary: !waits,
        disabled: isOpen || waits || (head?.publishing ?? false),
        ...(waits && {
          help: msg('发布前要由另一位设计者批准：先提交审批。', { id: 'design-has-to-be-approved' }),
        }),
      },
      state === 'open' && {
        key: 'propose',
        text: msg('提交审批', { id: 'design-propose' }),
        disabled: applying || this.#isWrong,
        primary: waits,
        help: this.#isWrong
          ? msg('还有错误：先修正，再提交审批', { id: 'design-propose-wrong' })
          : msg('请另一位设计者看过再发布', { id: 'design-propose-help' }),
      },
      { key: 'back', text: msg('继续设计', { id: 'design-go-on' }), href: this.#from, disabled: applying },
      (state === 'proposed' || state === 'approved') &&
        (isOwn(head)
          ? { key: 'reject', text: msg('收回', { id: 'design-take-back' }) }
          : mayPublish && { key: 'reject', text: msg('退回修改…', { id: 'design-reject-open' }) }),
      mayPublish &&
        (state === 'open' || state === 'approved') && {
          key: 'schedule',
          text: msg('定时发布…', { id: 'design-schedule' }),
          icon: 'clock',
          disabled: isOpen || waits,
        },
      state === 'scheduled' && {
        key: 'unschedule',
        text: msg('取消定时', { id: 'design-unschedule' }),
        icon: 'close',
      },
    ];
    return all.filter((action) => action !== false);
  }

  /** Something of it is to be mended first. */
  get #isWrong(): boolean {
    const errors = design.drawn?.issues.filter(({ severity }) => severity === 'error') ?? [];
    return errors.length > 0 || (this.#data.plan?.open.errors ?? 0) > 0;
  }

  readonly #act = ({ detail }: CustomEvent<string>): void => {
    if (detail === 'apply') void this.#publish();
    else if (detail !== 'back')
      this.renderRoot.querySelector<GjDesignWay>('gj-design-way')?.begin(detail as DesignMove['do']);
  };

  get #from(): string {
    const name = router.place.query.get('from');
    return name ? `/design/${name}` : '/design';
  }

  async #publish(): Promise<void> {
    const from = router.place.query.get('from') ?? '';
    this.#changed = changedForms(design.steps, from);
    // Notes that were typed last are on their way.
    if (!(await this.#said)) return;
    if (this.#isPlanOld) void this.#planAgain();
    // What is published is the plan of what was typed last, whoever asked for it.
    await this.#planned;
    this.#versions = this.#data.plan?.versions.map((version) => version.package) ?? [];
    await this.#data.apply();
    const { done } = this.#data;
    if (!done) return;
    this.leaving = workbook.live !== null || from !== '';
    await design.published();
    const live = session.form(from);
    // The data of a workbook, for which the form was made, comes in now.
    const next = workbook.live ? '/design/workbook' : live && `/forms/${live.name}`;
    // A person who went elsewhere meanwhile stays there.
    const goes = next !== undefined && this.isConnected;
    // The page of the workbook says that it was published as long as its data comes in.
    const isSaidThere = goes && workbook.live !== null;
    if (isSaidThere) workbook.published = done.revision;
    if (goes) await router.go(next);
    this.leaving = false;
    if (isSaidThere) return;
    notifyOnPage({
      text: msg('已发布，打开的页面会自动更新。', { id: 'design-published' }),
      undo: async () => void (await undoPublish(done.revision)),
      returns: true,
      // Its list was opened at once.
      offers:
        live && !workbook.live
          ? [...publishedOffers(this.#changed).slice(1), ...packageOffers(this.#versions)]
          : [],
    });
  }

  override render() {
    const data = this.#data;
    const { plan, busy, applying, done } = data;
    const actions: readonly Action[] =
      done || this.#elsewhere
        ? []
        : this.#actions(busy || applying || this.#saying.failure !== null || !isPublishable(plan, this.how));
    return html`<gj-page-head heading=${msg('发布设计', { id: 'design-publish' })} .actions=${actions} @act=${this.#act}>
      ${wayBack(design.drawn, this.#from)}
      ${
        busy && !applying
          ? html`<span slot="stands" class="small muted" role="status">${planningText(data)}</span>`
          : nothing
      }
    </gj-page-head><div class="stack">${this.#content()}</div>`;
  }

  #content(): TemplateResult {
    const data = this.#data;
    const { plan, failure, applying, done } = data;
    const over = (this.leaving ? null : done) ?? this.#elsewhere;
    if (over?.revision) return this.#done(over.revision);
    if (this.#choosing.failure !== null)
      return html`<gj-state .failure=${this.#choosing.failure}></gj-state>`;
    if (applying || done)
      return html`<section class="card"><gj-publish-progress></gj-publish-progress></section>`;
    if (design.drawn && design.steps.length === 0)
      return html`<gj-state symbol="check" text=${msg('没有需要发布的改动。', { id: 'design-nothing' })}><a
          href="/design">${msg('所有表单', { id: 'design-all-forms' })}</a></gj-state>`;
    return html`<gj-design-way
        .head=${design.head}></gj-design-way>${wrongCard(design.drawn)}${comingInCard()}
        ${plan ? this.#decisions(plan) : nothing}${this.#steps()}${loneCard(design.drawn)}${
          failure !== null && !plan
            ? html`<section class="card stops" role="alert"><p class="problem">${failureText(failure)}</p></section>`
            : plan
              ? this.#plan(plan)
              : html`<section class="card"><gj-skeleton .outline=${{ rows: 6 }}></gj-skeleton></section>`
        }${reasonBox(this.#reason)}${this.domains.flatMap(({ publishCards = [] }) => contributed(publishCards, design.steps))}`;
  }

  #decisions(plan: DesignPlanned): TemplateResult {
    const { head, drawn } = design;
    const turn = (more: typeof this.how) => {
      this.how = { ...this.how, ...more };
      void this.#start();
    };
    return html`${goneCard(plan, design, { ...this.how, turn })}${overtakenCard(plan, drawn, { ...this.how, turn })}${namedCard(
      plan,
    )}${
      plan.versions.length === 0
        ? nothing
        : html`<gj-new-versions .versions=${plan.versions} .said=${head?.versions ?? {}} .plan=${plan}
            .failure=${this.#saying.failure} @said=${({ detail }: CustomEvent<NewVersions>) =>
              void this.#sayVersions(detail)}></gj-new-versions>`
    }`;
  }

  /** Keeps what is said of new versions with the design; another number makes another plan. */
  async #sayVersions(versions: NewVersions): Promise<void> {
    const numbers = () =>
      JSON.stringify(
        Object.entries(design.head?.versions ?? {}).flatMap(([name, { version }]) =>
          version === undefined ? [] : [[name, version]],
        ),
      );
    const before = numbers();
    this.#said = this.#saying.run(() => design.change({ versions }), { queues: true });
    this.#isPlanOld = true;
    if ((await this.#said) && numbers() !== before) await this.#planAgain();
  }

  #planAgain(): Promise<unknown> {
    this.#isPlanOld = false;
    this.#planned = this.#data.look();
    return this.#planned;
  }

  #plan(plan: InstallPlan): TemplateResult {
    const apart = newForms(design.steps, design.drawn);
    return html`<gj-plan .data=${this.#data} .turn=${++this.#turn} .apart=${apart} .spotOf=${this.#spotOf}
        .actOf=${this.#actOf}></gj-plan>${apiDifferences(plan, apart)}`;
  }

  /** In the designer, where the design itself is what is mended. */
  readonly #spotOf = (issue: PlanIssue) => {
    const { drawn } = design;
    const files = this.#files.get(issue.package ?? '');
    const file = files && issue.file;
    const { field } = issue.params;
    const isOfField = issue.form !== undefined && typeof field === 'string';
    if (!drawn || (file === undefined && !isOfField)) return undefined;
    const { form = '', place = '' } = isOfField
      ? { form: issue.form, place: `fields/${field}` }
      : placeOfIssue(issue, files?.get(file ?? ''));
    const href = addressOfIssue(drawn, { ...issue, form, place });
    if (href === undefined) return undefined;
    const labels = drawn.called[form] ?? {};
    const line = say(drawn.lines.find(({ id }) => id === form)?.label);
    const parts = [line, place === '' ? '' : placeCalled(labels, place)];
    return { href, text: parts.filter((part) => part !== '').join(' › ') };
  };

  readonly #actOf = (issue: PlanIssue) =>
    mayFit(issue) ? { text: fitWords(issue.code), act: () => void fitValues(this, issue) } : undefined;

  #steps(): TemplateResult {
    const { steps, drawn } = design;
    const lines = drawn ? stepsInLines(steps, drawn).length : steps.length;
    return html`<section class="card" aria-labelledby="steps"><h2
        id="steps">${msg('这次的改动', { id: 'design-steps' })} <span class="small muted">${steps.length}</span></h2>
      <details ?open=${lines <= 12}><summary>${msg('逐步查看', { id: 'design-steps-each' })}</summary>
      ${drawn ? stepLines(steps, drawn, this.#data.plan, this.#inForce) : html`<gj-skeleton .outline=${{ rows: 4 }}></gj-skeleton>`}</details></section>`;
  }

  #done(revision: number): TemplateResult {
    return publishedCard(
      revision,
      html`${offerButtons([...publishedOffers(this.#changed), ...packageOffers(this.#versions)])}
        <a class="button" href="/design">${msg('所有表单', { id: 'design-all-forms' })}</a>`,
    );
  }
}

/** Another one after each step, whether it was sent or not, and after each that was taken back. */
function stageOf({ log, steps }: typeof design): string {
  return `${log.length} ${steps.length}`;
}
customElements.define('gj-publish-page', PublishPage);
