import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InstallPlan } from '../../../../metadata/contract/packages/install-plan.ts';
import type { PlanIssue } from '../../../../metadata/contract/packages/parts.ts';
import { failureText } from '../../../kit/base/failure-text.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { icon } from '../../../kit/base/icons.ts';
import { given, withProperties } from '../../../kit/base/with-properties.ts';
import { plural, say } from '../../../session/i18n.ts';
import { stacked } from '../../../theme/hosts.ts';
import { shared } from '../../../theme/shared.ts';
import { hiddenLines } from '../hidden-data.ts';
import { withoutTitle } from '../package-words.ts';
import { packagesStyles } from '../packages-styles.ts';
import {
  differenceLines,
  type IssueAct,
  type IssueSpot,
  issueLines,
  moveLines,
  offerLines,
  ownLines,
  recordLines,
  section,
  tableLines,
} from '../plan-sections.ts';
import { type AnsweredFor, answeredBy } from '../plan-types.ts';
import { doubtPlace, doubtText } from './doubt-text.ts';
import type { Answered } from './gj-plan-choice.ts';
import { interferenceChoice } from './gj-plan-questions.ts';
import { casesLine } from './gj-plan-summary.ts';
import type { PlanData } from './plan-data.ts';
import { matchLines } from './plan-matches.ts';
import './gj-plan-cases.ts';
import './gj-plan-choice.ts';

/** All that a plan comes to, with what is open to be answered; whoever holds the data redraws it. */
export class GjPlan extends withProperties(GjElement, {
  data: given<PlanData>(),
  /** Another one whenever something of the data is. */
  turn: given(0),
  /** Ids of forms whose coming is told elsewhere. */
  apart: given<ReadonlySet<string>>(() => new Set()),
  /** Answers the place where an issue is mended, if this is known. */
  spotOf: given<(issue: PlanIssue) => IssueSpot | undefined>(),
  /** Answers what may be done about an issue on the spot, if there is something. */
  actOf: given<(issue: PlanIssue) => IssueAct | undefined>(() => () => undefined),
}) {
  static override styles = [
    shared,
    stacked,
    packagesStyles,
    css`
      .news {
        border-color: color-mix(in srgb, var(--gj-warn) 45%, transparent);
      }
      .note {
        margin-block-end: var(--gj-1);
      }
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
      [data-busy] gj-plan-summary {
        opacity: 0.6;
      }
    `,
  ];

  #goto(id: string): void {
    const head = this.renderRoot.querySelector<HTMLElement>(`#${id}-head`);
    head?.scrollIntoView({ block: 'start', behavior: 'smooth' });
    head?.focus({ preventScroll: true });
  }

  override render() {
    const { data } = this;
    const { plan } = data;
    if (!plan) return nothing;
    const { decisions } = data;
    const differences = plan.differences.filter(({ form }) => !this.apart.has(form ?? ''));
    const issues = plan.issues.filter((issue) => !answeredBy(issue));
    const answer = ({ detail: { id, answer: value } }: CustomEvent<Answered>) => data.answer(id, value);
    return html`
      ${this.#stops()}
      <section class="card" aria-label=${msg('摘要', { id: 'pkg-summary' })} ?data-busy=${data.busy}>
        <gj-plan-summary .plan=${plan} @goto=${({ detail }: CustomEvent<string>) => this.#goto(detail)}></gj-plan-summary>
        ${data.rehearsal ? this.#rehearsal() : nothing}
      </section>
      ${this.#returns(plan)}
      ${section(
        'requirements',
        msg('缺少的包', { id: 'pkg-requirements' }),
        plan.requirements.length === 0
          ? nothing
          : html`<ul class="lines">${plan.requirements.map(
              ({ message }) => html`<li><span class="problem">${message}</span></li>`,
            )}</ul>
            ${
              plan.requirements.every(({ carried }) => carried !== null)
                ? nothing
                : html`<p class="small muted">${msg('请返回上一步，把缺少的包一起选上。', { id: 'pkg-requirements-help' })}</p>`
            }`,
      )}
      ${section('signatures', msg('来源', { id: 'pkg-signatures' }), this.#answeredFor(plan, 'accept'))}
      ${section('downgrades', msg('降级', { id: 'pkg-action-downgrade' }), this.#answeredFor(plan, 'downgrade'))}
      ${section(
        'questions',
        msg('两边都改过，用哪一个', { id: 'pkg-questions' }),
        plan.questions.length === 0
          ? nothing
          : html`<gj-plan-questions .questions=${plan.questions} .labels=${plan.labels} @answer=${answer}
              @answer-all=${({ detail }: CustomEvent<'theirs' | 'ours' | 'proposed'>) =>
                data.answerAll(detail)}></gj-plan-questions>`,
        plan.questions.length,
      )}
      ${section(
        'interference',
        msg('相互独立的包存在定义冲突', { id: 'pkg-interference' }),
        plan.interference.length === 0
          ? nothing
          : html`${repeat(
              plan.interference,
              ({ id }) => id,
              (one) =>
                html`<gj-plan-choice .choice=${interferenceChoice(one, plan.labels)} @answer=${answer}></gj-plan-choice>`,
            )}`,
        plan.interference.length,
      )}
      ${section('secrets', msg('需要在此填写的保密值', { id: 'pkg-secrets' }), this.#secrets(plan))}
      ${section(
        'issues',
        msg('问题与提醒', { id: 'pkg-issues' }),
        issueLines(issues, { spotOf: this.spotOf, actOf: this.actOf, files: !this.spotOf }),
        issues.length,
      )}
      ${section(
        'differences',
        isFresh(plan)
          ? msg('带来的内容', { id: 'pkg-differences-fresh' })
          : msg('新版本的变化', { id: 'pkg-differences' }),
        differenceLines(differences),
        differences.length,
      )}
      ${section('own', msg('本系统的不同之处', { id: 'pkg-own' }), ownLines(plan.own ?? [], plan.summary.own ?? 0))}
      ${[...Map.groupBy(plan.moves ?? [], ({ to }) => to)].map(([to, moves], at) =>
        section(
          `moves${at || ''}`,
          msg(str`移到包“${packageCalled(plan, to)}”`, { id: 'pkg-moves' }),
          moveLines(moves),
          moves.length,
        ),
      )}
      ${section('tables', msg('表结构', { id: 'pkg-tables' }), tableLines(plan.changes, plan.hidden), plan.changes.length)}
      ${section('records', msg('随包的数据', { id: 'pkg-records-head' }), recordLines(plan.records))}
      ${section(
        'offers',
        msg('可以补充的值', { id: 'pkg-offers' }),
        offerLines(plan.offers, decisions.fill, (fill) => void data.decide({ fill })),
      )}
      ${section(
        'notices',
        msg('已自动合并', { id: 'pkg-notices' }),
        plan.notices.length === 0
          ? nothing
          : html`<ul class="lines">${plan.notices.map(
              ({ message }) => html`<li><span class="grow">${message}</span></li>`,
            )}</ul>`,
        plan.notices.length,
      )}
      ${section('cases', msg('试运行', { id: 'pkg-rehearsal' }), this.#tried(plan))}
      ${plan.packages.map(({ name, notes }, at) => this.#notes(at, packageCalled(plan, name), notes))}`;
  }

  /** Draws what was kept since the package was uninstalled, and comes back with it. */
  #returns({ returns }: InstallPlan): TemplateResult | typeof nothing {
    return section(
      'returns',
      msg('随包回来的记录', { id: 'pkg-returned' }),
      returns.length === 0
        ? nothing
        : html`<p class="small muted note">${msg('卸载时隐藏保留的记录，连同编号、历史、分配和设置一起回来。', { id: 'pkg-returns-help' })}</p>
          ${hiddenLines(returns)}`,
    );
  }

  /** Draws how cases and matches of recent documents come out, in one part: mostly all of it is as before. */
  #tried(plan: InstallPlan): TemplateResult | typeof nothing {
    const [cases, matches] = [this.#cases(plan), matchLines(plan.matches)];
    return cases === nothing && matches === nothing
      ? nothing
      : html`${cases}${matches}${casesLine(plan.summary.cases)}`;
  }

  #notes(at: number, called: string, notes: string | undefined): TemplateResult | typeof nothing {
    if (notes === undefined) return nothing;
    void import('../../../kit/markdown/gj-readme.ts');
    return section(
      `notes${at || ''}`,
      msg(str`“${called}”的版本说明`, { id: 'pkg-notes-of' }),
      html`<gj-readme .text=${withoutTitle(notes)}></gj-readme>`,
    );
  }

  /** Draws the problems that keep the plan from being carried out, and the news since it was looked at. */
  #stops(): TemplateResult | typeof nothing {
    const { news, refused, failure, plan } = this.data;
    const wrong = refused ?? failure;
    return html`${
      news.length > 0
        ? html`<section class="card news" role="alert"><h2
            class="warn">${icon('alert')}${msg('计划在您查看之后有变化，尚未写入任何内容，请重新核对。', { id: 'pkg-news' })}</h2>
            <ul class="marked above-1">${news.map((text) => html`<li>${text}</li>`)}</ul></section>`
        : nothing
    }${
      wrong === null
        ? nothing
        : html`<section class="card stops" role="alert"><p class="problem">${failureText(wrong)}</p></section>`
    }
    ${
      plan?.rehearsal?.state === 'failed'
        ? html`<section class="card stops" role="alert"><p
            class="problem">${msg('用例的试运行没有完成，结果未知。', { id: 'pkg-rehearsal-failed' })}
            <button @click=${() => this.data.look()}>${icon('refresh')}${msg('再试一次', { id: 'pkg-rehearsal-again' })}</button></p></section>`
        : nothing
    }`;
  }

  #rehearsal(): TemplateResult {
    const { rehearsal, rehearsalLeft: left } = this.data;
    return html`<p class="small muted across above-3"
        role="status">${rehearsal?.message ?? msg('正在副本上试运行用例…', { id: 'pkg-rehearsing' })}
      ${left === null ? nothing : plural(msg(str`大约还要 ${left} 秒`, { id: 'pkg-rehearsal-left' }))}
      <progress aria-label=${msg('试运行', { id: 'pkg-rehearsal' })} max="1"
          value=${rehearsal?.progress ?? nothing}></progress></p>`;
  }

  #answeredFor(plan: InstallPlan, by: AnsweredFor): TemplateResult | typeof nothing {
    const found = plan.issues.filter((issue) => answeredBy(issue) === by);
    const names = this.data.decisions[by];
    if (found.length === 0) return nothing;
    const words = {
      accept: msg('我确认信任这个包（记入审计）', { id: 'pkg-accept' }),
      downgrade: msg('确认换成更低的版本', { id: 'pkg-downgrade' }),
    };
    return html`<ul class="lines">${found.map((issue) => {
      const name = issue.package ?? String(issue.params['name']);
      return html`<li><span class="grow">${doubtText(issue, packageCalled(plan, name))} ${doubtPlace(issue)}</span>
        <label><input type="checkbox" .checked=${names.includes(name)} @change=${(event: Event) => {
          const others = names.filter((one) => one !== name);
          const taken = (event.target as HTMLInputElement).checked;
          void this.data.decide({ [by]: taken ? [...others, name] : others });
        }} /> ${words[by]}</label></li>`;
    })}</ul>`;
  }

  #secrets({ secrets = [] }: InstallPlan): TemplateResult | typeof nothing {
    const given = this.data.decisions.secrets;
    if (secrets.length === 0) return nothing;
    return html`${secrets.map(
      ({ id, message }) => html`<label class="text-field"><span>${message}</span>
        <input type="password" autocomplete="off" .value=${given[id] ?? ''} @change=${(event: Event) =>
          void this.data.decide({
            secrets: { ...given, [id]: (event.target as HTMLInputElement).value },
          })} /></label>`,
    )}`;
  }

  #cases({ cases, summary, labels }: InstallPlan): TemplateResult | typeof nothing {
    const { acceptCases } = this.data.decisions;
    if (!cases) return nothing;
    const { passed, failed, skipped } = cases.after;
    if (passed + failed + skipped === 0 && cases.changed.length === 0) return nothing;
    return html`<gj-plan-cases .cases=${cases} .labels=${labels}
      .newlyFailing=${summary.cases.newlyFailing} .reason=${acceptCases}
      @accept-cases=${({ detail }: CustomEvent<string>) => this.data.decide({ acceptCases: detail })}></gj-plan-cases>`;
  }
}

function packageCalled({ labels }: InstallPlan, name: string): string {
  return say(labels[name]) || name;
}

/** Nothing of it was there before. */
function isFresh({ packages }: InstallPlan): boolean {
  return packages.length > 0 && packages.every(({ action }) => action === 'install');
}
customElements.define('gj-plan', GjPlan);
