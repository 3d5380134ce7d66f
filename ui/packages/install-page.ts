import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../kit/failure-text.ts';
import type { Action } from '../kit/gj-actions.ts';
import { GjElement } from '../kit/gj-element.ts';
import { notify } from '../kit/gj-notices.ts';
import { icon } from '../kit/icons.ts';
import { state, withProperties } from '../kit/with-properties.ts';
import { plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { shared } from '../theme/shared.ts';
import type { Answered } from './gj-plan-questions.ts';
import { handedSources } from './handed-sources.ts';
import { packageAddress } from './package-data.ts';
import { packagesStyles } from './packages-styles.ts';
import { PlanData } from './plan-data.ts';
import {
  differenceLines,
  issueLines,
  matchLines,
  offerLines,
  ownLines,
  recordLines,
  section,
  tableLines,
} from './plan-sections.ts';
import { doubts, type InstallPlan, type Source } from './plan-types.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-record-dialog.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';
import './gj-package-sources.ts';
import './gj-plan-cases.ts';
import './gj-plan-interference.ts';
import './gj-plan-questions.ts';
import './gj-plan-summary.ts';
import './gj-publish-progress.ts';

/** Packages on their way in: chosen, planned, what is open answered, carried out. */
export class InstallPage extends withProperties(GjElement, {
  /** Somebody is about to leave, and is asked. */
  leaving: state<((goes: boolean) => void) | null>(null),
}) {
  static override styles = [
    shared,
    packagesStyles,
    css`
      :host {
        padding: 0 var(--gj-4) var(--gj-4);
      }
      .news {
        border-color: color-mix(in srgb, var(--gj-warn) 45%, transparent);
      }
      .news ul {
        margin: var(--gj-1) 0 0;
        padding-inline-start: 20px;
      }
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
      .done {
        display: grid;
        justify-items: start;
        gap: var(--gj-2);
      }
      .ok {
        color: var(--gj-ok);
      }
      [data-busy] {
        opacity: 0.6;
      }
    `,
  ];
  readonly #data = new PlanData(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const sources = handedSources();
    if (sources.length > 0) void this.#data.start(sources);
  }

  override disconnectedCallback(): void {
    router.guard(null);
    super.disconnectedCallback();
  }

  /** What was answered would have to be answered again. */
  protected override updated(): void {
    const { decisions, done, applying } = this.#data;
    const holds = applying || (done === null && Object.keys(decisions.answers).length > 0);
    router.guard(holds ? () => this.#mayLeave() : null);
  }

  #mayLeave(): Promise<boolean> {
    if (this.#data.applying) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.leaving = (goes) => {
        this.leaving = null;
        resolve(goes);
      };
    });
  }

  async #apply(): Promise<void> {
    await this.#data.apply();
    if (this.#data.done) notify({ text: msg('安装完成', { id: 'pkg-installed' }) });
  }

  #goto(id: string): void {
    const head = this.renderRoot.querySelector<HTMLElement>(`#${id}-head`);
    head?.scrollIntoView({ block: 'start', behavior: 'smooth' });
    head?.focus({ preventScroll: true });
  }

  override render() {
    const data = this.#data;
    const { plan, busy, applying, done } = data;
    const actions: readonly Action[] =
      data.sources.length === 0 || done
        ? []
        : [
            {
              ...{ key: 'apply', text: applyText(plan), icon: 'check', primary: true },
              disabled: busy || applying || !plan?.hash || isNothing(plan),
            },
            { key: 'again', text: msg('换一个包', { id: 'pkg-other' }), disabled: applying },
          ];
    const act = ({ detail }: CustomEvent<string>) => (detail === 'apply' ? this.#apply() : data.start([]));
    return html`<gj-page-head heading=${heading(plan)} .actions=${actions} @act=${act}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/packages">${msg('元数据包', { id: 'packages' })}</a></nav>
        ${busy && !applying ? html`<span slot="stands" class="small muted" role="status">${msg('正在计算计划…', { id: 'pkg-planning' })}</span>` : nothing}
      </gj-page-head>
      <div class="stack">${this.#content()}</div>
      ${this.leaving ? this.#leaveDialog(this.leaving) : nothing}`;
  }

  #leaveDialog(answer: (goes: boolean) => void): TemplateResult {
    return html`<gj-record-dialog label=${msg('离开这个计划？', { id: 'pkg-leave' })} @closed=${() => answer(false)}>
      <p>${msg('您对这个计划的回答还没有用上，离开就要重新回答。', { id: 'pkg-leave-help' })}</p>
      <button slot="actions" class="danger" @click=${() => answer(true)}>${msg('离开', { id: 'pkg-leave-do' })}</button>
    </gj-record-dialog>`;
  }

  #content(): TemplateResult {
    const { sources, plan, failure, done, applying } = this.#data;
    if (done) return this.#done(done.packages);
    if (sources.length === 0)
      return html`<gj-package-sources @sources=${({ detail }: CustomEvent<readonly Source[]>) => this.#data.start(detail)}></gj-package-sources>`;
    if (failure !== null && !plan)
      return html`<section class="card stops" role="alert"><p class="problem">${failureText(failure)}</p></section>
        <gj-package-sources @sources=${({ detail }: CustomEvent<readonly Source[]>) => this.#data.start(detail)}></gj-package-sources>`;
    if (!plan) return html`<gj-skeleton></gj-skeleton>`;
    if (applying) return html`<section class="card"><gj-publish-progress></gj-publish-progress></section>`;
    return this.#plan(plan);
  }

  #done(packages: readonly { readonly name: string; readonly version: string }[]): TemplateResult {
    return html`<section class="card done" role="status"><h2 class="ok">${icon('check')}${msg('安装完成，所有页面已经用上新的模型。', { id: 'pkg-done' })}</h2>
      <ul class="lines">${packages.map(
        ({ name, version }) => html`<li><a href=${packageAddress(name)}>${name}</a> ${version}</li>`,
      )}</ul>
      <p><a class="button" href="/packages">${msg('查看已装的包', { id: 'pkg-to-installed' })}</a>
        <a class="button" href="/packages?tab=history">${msg('发布历史（可撤销）', { id: 'pkg-to-history' })}</a></p></section>`;
  }

  #plan(plan: InstallPlan): TemplateResult {
    const data = this.#data;
    const { decisions } = data;
    const own = doubts(plan);
    const issues = plan.issues.filter((issue) => !own.includes(issue));
    const answer = ({ detail: { id, answer: value } }: CustomEvent<Answered>) => data.answer(id, value);
    return html`
      ${this.#stops()}
      <section class="card" aria-label=${msg('摘要', { id: 'pkg-summary' })} ?data-busy=${data.busy}>
        <gj-plan-summary .plan=${plan} @goto=${({ detail }: CustomEvent<string>) => this.#goto(detail)}></gj-plan-summary>
        ${data.rehearsal ? this.#rehearsal() : nothing}
      </section>
      ${section('own', msg('本系统自己的不同之处', { id: 'pkg-own' }), ownLines(plan.own ?? [], plan.summary.own ?? 0))}
      ${section(
        'requirements',
        msg('缺少的包', { id: 'pkg-requirements' }),
        plan.requirements.length === 0
          ? nothing
          : html`<ul class="lines">${plan.requirements.map(({ message }) => html`<li><span class="problem">${message}</span></li>`)}</ul>
            <p class="small muted">${msg('把它们一起放进来：回到上一步，一次选择几个包。', { id: 'pkg-requirements-help' })}</p>`,
      )}
      ${section('signatures', msg('来源', { id: 'pkg-signatures' }), this.#doubts(plan))}
      ${section(
        'questions',
        msg('两边都改过，用哪一个', { id: 'pkg-questions' }),
        plan.questions.length === 0
          ? nothing
          : html`<gj-plan-questions .questions=${plan.questions} @answer=${answer}
              @answer-all=${({ detail }: CustomEvent<'theirs' | 'ours' | 'proposed'>) => data.answerAll(detail)}></gj-plan-questions>`,
        plan.questions.length,
      )}
      ${section(
        'interference',
        msg('互不相知的包说法不一', { id: 'pkg-interference' }),
        plan.interference.length === 0
          ? nothing
          : html`<gj-plan-interference .items=${plan.interference} @answer=${answer}></gj-plan-interference>`,
        plan.interference.length,
      )}
      ${section('secrets', msg('要在这里填写的密文', { id: 'pkg-secrets' }), this.#secrets(plan))}
      ${section('issues', msg('问题与提醒', { id: 'pkg-issues' }), issueLines(issues), issues.length)}
      ${section('tables', msg('表结构', { id: 'pkg-tables' }), tableLines(plan.changes, plan.hidden), plan.changes.length)}
      ${section('cases', msg('测试用例', { id: 'pkg-cases-head' }), this.#cases(plan))}
      ${section('matches', msg('会变的匹配', { id: 'pkg-matches' }), matchLines(plan.matches))}
      ${section('records', msg('随包的数据', { id: 'pkg-records-head' }), recordLines(plan.records))}
      ${section(
        'offers',
        msg('可以顺便补上的值', { id: 'pkg-offers' }),
        offerLines(plan.offers, decisions.fill, (fill) => void data.decide({ fill })),
      )}
      ${section(
        'notices',
        msg('已自动合并', { id: 'pkg-notices' }),
        plan.notices.length === 0
          ? nothing
          : html`<ul class="lines">${plan.notices.map(({ message }) => html`<li><span class="grow">${message}</span></li>`)}</ul>`,
        plan.notices.length,
      )}
      ${section('differences', msg('新版本带来什么', { id: 'pkg-differences' }), differenceLines(plan.differences), plan.differences.length)}`;
  }

  /** What keeps it from being carried out, and what became otherwise meanwhile. */
  #stops(): TemplateResult | typeof nothing {
    const { news, refused, failure, plan } = this.#data;
    const wrong = refused ?? failure;
    return html`${
      news.length > 0
        ? html`<section class="card news" role="alert"><h2 class="warn">${icon('alert')}${msg('您查看之后计划变了，什么都没有写入。请再看一遍。', { id: 'pkg-news' })}</h2>
            <ul>${news.map((text) => html`<li>${text}</li>`)}</ul></section>`
        : nothing
    }${wrong === null ? nothing : html`<section class="card stops" role="alert"><p class="problem">${failureText(wrong)}</p></section>`}
    ${
      plan?.rehearsal?.state === 'failed'
        ? html`<section class="card stops" role="alert"><p class="problem">${msg('用例的试运行没有完成，所以还不知道它们会怎样。', { id: 'pkg-rehearsal-failed' })}
            <button @click=${() => this.#data.look()}>${icon('refresh')}${msg('再试一次', { id: 'pkg-rehearsal-again' })}</button></p></section>`
        : nothing
    }`;
  }

  #rehearsal(): TemplateResult {
    const { rehearsal } = this.#data;
    return html`<p class="small muted" role="status">${rehearsal?.message ?? msg('正在副本上试运行用例…', { id: 'pkg-rehearsing' })}
      <progress aria-label=${msg('试运行', { id: 'pkg-rehearsal' })} max="1" value=${rehearsal?.progress ?? nothing}></progress></p>`;
  }

  #doubts(plan: InstallPlan): TemplateResult | typeof nothing {
    const found = doubts(plan);
    const { accept } = this.#data.decisions;
    if (found.length === 0) return nothing;
    return html`<ul class="lines">${found.map(({ message, params, package: owner }) => {
      const name = owner ?? String(params['name']);
      return html`<li><span class="grow">${message}</span>
        <label><input type="checkbox" .checked=${accept.includes(name)} @change=${(event: Event) => {
          const others = accept.filter((one) => one !== name);
          const taken = (event.target as HTMLInputElement).checked;
          void this.#data.decide({ accept: taken ? [...others, name] : others });
        }} /> ${msg('我为这一个包负责（记入审计）', { id: 'pkg-accept' })}</label></li>`;
    })}</ul>`;
  }

  #secrets({ secrets = [] }: InstallPlan): TemplateResult | typeof nothing {
    const given = this.#data.decisions.secrets;
    if (secrets.length === 0) return nothing;
    return html`${secrets.map(
      ({ id, label, message }) => html`<label class="text-field"><span>${label ? say(label) : message}</span>
        <input type="password" autocomplete="off" .value=${given[id] ?? ''} @change=${(event: Event) =>
          void this.#data.decide({
            secrets: { ...given, [id]: (event.target as HTMLInputElement).value },
          })} /></label>`,
    )}`;
  }

  #cases({ cases }: InstallPlan): TemplateResult | typeof nothing {
    const { acceptCases } = this.#data.decisions;
    if (!cases) return nothing;
    const { passed, failed, skipped } = cases.after;
    if (passed + failed + skipped === 0 && cases.changed.length === 0) return nothing;
    return html`<gj-plan-cases .cases=${cases} .reason=${acceptCases}
      @accept-cases=${({ detail }: CustomEvent<string>) => this.#data.decide({ acceptCases: detail })}></gj-plan-cases>`;
  }
}

function isNothing({ packages, changes, offers, secrets = [] }: InstallPlan): boolean {
  const isSame = packages.every(({ action }) => action === 'none');
  // Secrets that were lost on the way are given by installing it again.
  return isSame && changes.length + offers.length + secrets.length === 0;
}

function heading(plan: InstallPlan | null): string {
  const [first, ...others] = plan?.packages ?? [];
  if (!first) return msg('安装包', { id: 'pkg-install' });
  const name = first.label ? say(first.label) : first.name;
  return others.length === 0
    ? msg(str`安装 ${name} ${first.version}`, { id: 'pkg-install-one' })
    : plural(msg(str`安装 ${name} 等 ${others.length + 1} 个包`, { id: 'pkg-install-many' }));
}

function applyText(plan: InstallPlan | null): string {
  if (plan && isNothing(plan)) return msg('没有要做的', { id: 'pkg-nothing-to-do' });
  return plan?.packages.some(({ action }) => action === 'upgrade')
    ? msg('按此计划升级', { id: 'pkg-do-upgrade' })
    : msg('按此计划安装', { id: 'pkg-do-install' });
}
customElements.define('gj-install-page', InstallPage);
