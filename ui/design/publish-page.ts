import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../kit/failure-text.ts';
import type { Action } from '../kit/gj-actions.ts';
import { GjElement } from '../kit/gj-element.ts';
import { notify } from '../kit/gj-notices.ts';
import { icon } from '../kit/icons.ts';
import { withProperties } from '../kit/with-properties.ts';
import { packagesStyles } from '../packages/packages-styles.ts';
import { PlanData, type PlanDoor } from '../packages/plan-data.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { DrawnIssue } from './bench-shapes.ts';
import { design } from './design-data.ts';
import { stepWords } from './design-steps.ts';
import { undoPublish } from './undo-publish.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';
import '../packages/gj-plan.ts';
import '../packages/gj-publish-progress.ts';

const designDoor: PlanDoor = {
  plan: '/api/design/plan',
  apply: '/api/design/publish',
  subject: ([source]) => source?.sent ?? {},
};

/** What publishing the design would do, then doing it; the last publish is undone from here, and from the notice. */
export class PublishPage extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    packagesStyles,
    css`
      :host {
        padding: 0 var(--gj-4) var(--gj-4);
      }
      .done {
        display: grid;
        justify-items: start;
        gap: var(--gj-2);
      }
      .ok {
        color: var(--gj-ok);
      }
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
      li button.plain {
        height: auto;
        white-space: normal;
        text-align: start;
      }
    `,
  ];
  readonly #data = new PlanData(this, designDoor);
  readonly #moved = () => this.requestUpdate();
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    design.addEventListener('change', this.#moved);
    void this.#start();
  }

  override disconnectedCallback(): void {
    design.removeEventListener('change', this.#moved);
    router.guard(null);
    super.disconnectedCallback();
  }

  protected override updated(): void {
    router.guard(this.#data.applying ? () => false : null);
  }

  async #start(): Promise<void> {
    await design.look({});
    await design.settle();
    const { head } = design;
    if (head && design.steps.length > 0)
      await this.#data.start([{ called: head.name, sent: { design: head.id } }]);
    this.requestUpdate();
  }

  get #from(): string {
    const name = router.place.query.get('from');
    return name ? `/design/${name}` : '/design';
  }

  async #publish(): Promise<void> {
    const from = router.place.query.get('from') ?? '';
    await this.#data.apply();
    if (!this.#data.done) return;
    await design.published();
    const live = session.form(from);
    notify({
      text: msg('已发布，所有打开的页面都会跟上。', { id: 'design-published' }),
      undo: () => undoPublish(),
    });
    if (live) await router.go(`/forms/${live.name}`);
  }

  override render() {
    const data = this.#data;
    const { plan, busy, applying, done } = data;
    const actions: readonly Action[] = done
      ? []
      : [
          {
            ...{ key: 'apply', text: msg('发布', { id: 'design-publish-do' }), icon: 'check', primary: true },
            disabled: busy || applying || !plan?.hash,
          },
          {
            key: 'back',
            text: msg('继续设计', { id: 'design-go-on' }),
            href: this.#from,
            disabled: applying,
          },
        ];
    return html`<gj-page-head heading=${msg('发布设计', { id: 'design-publish' })} .actions=${actions} @act=${({
      detail,
    }: CustomEvent<string>) => {
      if (detail === 'apply') void this.#publish();
    }}>
      <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/design">${msg('设计', { id: 'design' })}</a></nav>
      ${busy && !applying ? html`<span slot="stands" class="small muted" role="status">${msg('正在计算计划…', { id: 'pkg-planning' })}</span>` : nothing}
    </gj-page-head><div class="stack">${this.#content()}</div>`;
  }

  #content(): TemplateResult {
    const data = this.#data;
    const { plan, failure, applying, done } = data;
    if (done) return this.#done();
    if (design.drawn && design.steps.length === 0)
      return html`<gj-state symbol="check" text=${msg('没有要发布的改动。', { id: 'design-nothing' })}><a href="/design">${msg('所有表单', { id: 'design-all-forms' })}</a></gj-state>`;
    if (applying) return html`<section class="card"><gj-publish-progress></gj-publish-progress></section>`;
    return html`${this.#wrong()}${
      failure !== null && !plan
        ? html`<section class="card stops" role="alert"><p class="problem">${failureText(failure)}</p></section>`
        : plan
          ? html`<gj-plan .data=${data} .turn=${++this.#turn}></gj-plan>`
          : html`<gj-skeleton></gj-skeleton>`
    }${this.#steps()}`;
  }

  /** What does not hold together, each with the way to its place. */
  #wrong(): TemplateResult | typeof nothing {
    const errors = design.drawn?.issues.filter(({ severity }) => severity === 'error') ?? [];
    if (errors.length === 0) return nothing;
    return html`<section class="card stops" aria-labelledby="wrong"><h2 id="wrong">${icon('alert')}${msg('先改好这些', { id: 'design-mend-first' })}</h2>
      <ul class="lines">${errors.map(
        (issue) =>
          html`<li><button class="plain" @click=${() => this.#goto(issue)}>${say(issue.message)}</button></li>`,
      )}</ul></section>`;
  }

  #goto({ form, place }: DrawnIssue): void {
    const line = design.drawn?.lines.find(({ id }) => id === form);
    if (line) void router.go(`/design/${line.name}${place ? `?show=${encodeURIComponent(place)}` : ''}`);
  }

  #steps(): TemplateResult {
    const { steps, drawn } = design;
    return html`<section class="card" aria-labelledby="steps"><h2 id="steps">${msg('这次的改动', { id: 'design-steps' })} <span class="small muted">${steps.length}</span></h2>
      <details ?open=${steps.length <= 12}><summary>${msg('逐步查看', { id: 'design-steps-each' })}</summary>
      <ul class="lines">${steps.map((step) => html`<li>${stepWords(step, drawn)}</li>`)}</ul></details></section>`;
  }

  #done(): TemplateResult {
    return html`<section class="card done" role="status"><h2 class="ok">${icon('check')}${msg('已发布，所有打开的页面都会跟上。', { id: 'design-published' })}</h2>
      <p><a class="button" href="/design">${msg('所有表单', { id: 'design-all-forms' })}</a>
        <button @click=${() => undoPublish()}>${icon('undo', 14)}${msg('撤销这次发布', { id: 'pkg-undo-do' })}</button></p></section>`;
  }
}
customElements.define('gj-publish-page', PublishPage);
