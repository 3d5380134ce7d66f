import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { InstallPlan, PlannedPackage } from '../../../../metadata/contract/packages/install-plan.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { type IconName, icon } from '../../../kit/base/icons.ts';
import { given, withProperties } from '../../../kit/base/with-properties.ts';
import { language, listed, plural, say } from '../../../session/i18n.ts';
import { shared } from '../../../theme/shared.ts';
import { recordsOf } from '../hidden-data.ts';
import { localPackage } from '../package-data.ts';
import { actionWords, originBadge } from '../package-words.ts';
import { answeredBy } from '../plan-types.ts';

interface Fact {
  readonly text: string;
  readonly tone: 'ok' | 'warn' | 'error' | 'plain';
  /** Id of the section it is about. */
  readonly at: string;
}

const signs: Readonly<Record<Fact['tone'], IconName>> = {
  ok: 'check',
  warn: 'alert',
  error: 'alert',
  plain: 'list',
};

/**
 * A plan on two lines: which packages become which, and the numbers that matter. Tells `goto` with the id of a section.
 */
export class GjPlanSummary extends withProperties(GjElement, { plan: given<InstallPlan>() }) {
  static override styles = [
    shared,
    css`
      .packages {
        gap: var(--gj-1) var(--gj-4);
        margin-block-end: var(--gj-3);
      }
      .packages li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gj-1) var(--gj-2);
      }
      .facts button {
        height: auto;
        min-height: var(--gj-size-28);
        padding: var(--gj-3q) var(--gj-2h);
        border-radius: var(--gj-radius-round);
        white-space: normal;
        text-align: start;
      }
      .ok {
        color: var(--gj-ok);
      }
      .warn {
        color: var(--gj-warn);
      }
      .error {
        color: var(--gj-error);
      }
    `,
  ];

  override render() {
    const { packages } = this.plan;
    const facts = factsOf(this.plan);
    return html`<ul class="packages chips" aria-label=${msg('包', { id: 'pkg-packages' })}>${packages.map(
      ({ name, label, version, from, action, origin, signed }) => html`<li><b>${label ? say(label) : name}</b>
        ${
          name === localPackage
            ? nothing
            : html`<span>${
                from === null
                  ? version
                  : html`${from} <span role="img" aria-label=${msg('改为', { id: 'change-becomes' })}>→</span> ${version}`
              }</span>
        <span class="badge">${actionWords(action)}</span> ${action === 'none' ? nothing : signatureBadge({ origin, signed })}`
        }</li>`,
    )}</ul>
    ${packages.flatMap((one) => this.#comesAlong(one))}
    ${packages
      .filter(({ origin, action }) => origin === 'unsigned' && action !== 'none')
      .map(({ name, label }) => {
        const called = label ? say(label) : name;
        return html`<p class="flex based gap-2 warn" role="note">${icon('alert', 14)}<span>${msg(
          str`“${called}”没有签名：无法确认它由谁制作、途中是否被改过。只安装您信任的人直接交给您的文件。`,
          { id: 'pkg-unsigned-caution' },
        )}</span></p>`;
      })}
    ${
      facts.length === 0
        ? nothing
        : html`<ul class="facts chips above-2"
            aria-label=${msg('摘要', { id: 'pkg-summary' })}>${facts.map((fact) => this.#fact(fact))}</ul>`
    }`;
  }

  /** Says which packages need one that comes with the server, and which version that is. */
  #comesAlong({ name, label, version, from, neededBy }: PlannedPackage): readonly TemplateResult[] {
    const { labels } = this.plan;
    const called = label ? say(label) : name;
    return neededBy.map(({ package: by, range }) => {
      const needs = say(labels[by]) || by;
      return html`<p class="flex based gap-2 small muted" role="note">${icon('up', 14)}<span>${
        from === null
          ? msg(str`“${needs}”需要“${called}”${range}：本系统自带 ${version}，尚未安装，随本次一起安装。`, {
              id: 'pkg-comes-along-new',
            })
          : msg(
              str`“${needs}”需要“${called}”${range}：本系统自带 ${version}，已安装的是 ${from}，随本次一起升级。`,
              { id: 'pkg-comes-along' },
            )
      }</span></p>`;
    });
  }

  #fact({ text, tone, at }: Fact): TemplateResult {
    return html`<li><button @click=${() => this.emit('goto', at)}><span
        class=${tone}>${icon(signs[tone], 14)}</span>${text}</button></li>`;
  }
}

function signatureBadge({ origin, signed }: Pick<PlannedPackage, 'origin' | 'signed'>): TemplateResult {
  return signed && !signed.whole
    ? html`<span class="badge error">${icon('alert', 12)}${msg('签名与内容不符', { id: 'pkg-signature-broken' })}</span>`
    : originBadge({ origin, signature: signed });
}

function factsOf({
  summary,
  open,
  cases,
  hash,
  rehearsal,
  records,
  moves = [],
  returns,
  issues,
}: InstallPlan): readonly Fact[] {
  // What a trial may still find otherwise is not ticked before it is over.
  const isTried = rehearsal === null || rehearsal.state === 'done';
  const doubts = issues.filter((one) => one.severity === 'error' && answeredBy(one));
  const errors = open.errors - doubts.length;
  const facts: (Fact | typeof nothing)[] = [
    summary.own
      ? {
          tone: 'plain',
          at: 'own',
          text: plural(msg(str`本系统自己有 ${summary.own} 处不同`, { id: 'pkg-fact-own' })),
        }
      : nothing,
    open.requirements > 0
      ? {
          tone: 'error',
          at: 'requirements',
          text: plural(msg(str`缺少 ${open.requirements} 个需要的包`, { id: 'pkg-fact-requirements' })),
        }
      : nothing,
    doubts.length > 0
      ? {
          tone: 'warn',
          at: doubts.some((one) => answeredBy(one) === 'accept') ? 'signatures' : 'downgrades',
          text: plural(msg(str`${doubts.length} 处待您确认`, { id: 'pkg-fact-doubts' })),
        }
      : nothing,
    errors > 0
      ? {
          tone: 'error',
          at: 'issues',
          text: plural(msg(str`${errors} 个错误要先解决`, { id: 'pkg-fact-errors' })),
        }
      : nothing,
    summary.emptied > 0
      ? {
          tone: 'warn',
          at: 'issues',
          text: plural(
            msg(str`${summary.emptied.toLocaleString()} 行的值将清空`, { id: 'pkg-fact-emptied' }),
          ),
        }
      : nothing,
    summary.lost === 0 && (summary.emptied + open.errors > 0 || !isTried)
      ? nothing
      : summary.lost === 0
        ? { text: msg('不丢失任何数据', { id: 'pkg-fact-nothing-lost' }), tone: 'ok', at: 'tables' }
        : {
            tone: 'error',
            at: 'tables',
            text: plural(msg(str`${summary.lost} 步会丢数据`, { id: 'pkg-fact-lost' })),
          },
    moves.length > 0
      ? {
          tone: 'ok',
          at: 'moves',
          text: plural(msg(str`${moves.length} 项只换了包`, { id: 'pkg-fact-moves' })),
        }
      : nothing,
    summary.questions === 0
      ? nothing
      : open.questions > 0
        ? {
            tone: 'warn',
            at: 'questions',
            text: plural(msg(str`${open.questions} 个问题待回答`, { id: 'pkg-fact-questions' })),
          }
        : {
            tone: 'ok',
            at: 'questions',
            text: plural(msg(str`${summary.questions} 个问题已回答`, { id: 'pkg-fact-answered' })),
          },
    open.interference > 0
      ? {
          tone: 'warn',
          at: 'interference',
          text: plural(msg(str`${open.interference} 处与其他包定义冲突`, { id: 'pkg-fact-interference' })),
        }
      : nothing,
    summary.rows > 0
      ? {
          tone: 'plain',
          at: 'tables',
          text: plural(msg(str`复制 ${summary.rows.toLocaleString()} 行`, { id: 'pkg-fact-rows' })),
        }
      : nothing,
    summary.stricter > 0
      ? {
          tone: 'warn',
          at: 'issues',
          text: plural(msg(str`${summary.stricter} 项校验更严`, { id: 'pkg-fact-stricter' })),
        }
      : isTried
        ? {
            text: msg('已有数据都符合新的校验', { id: 'pkg-fact-no-stricter' }),
            tone: 'ok',
            at: 'differences',
          }
        : nothing,
    open.cases > 0
      ? {
          tone: 'error',
          at: 'cases',
          text: plural(msg(str`${open.cases} 个用例不再通过`, { id: 'pkg-fact-failing' })),
        }
      : nothing,
    cases !== null && summary.cases.passed > 0
      ? {
          tone: 'ok',
          at: 'cases',
          text: plural(msg(str`${summary.cases.passed} 个用例通过`, { id: 'pkg-fact-passed' })),
        }
      : nothing,
    summary.cases.unseen > 0
      ? {
          tone: 'ok',
          at: 'differences',
          text: plural(msg(str`${summary.cases.unseen} 个用例不受影响`, { id: 'pkg-fact-unseen' })),
        }
      : nothing,
    returns.length > 0
      ? {
          tone: 'ok',
          at: 'returns',
          text:
            recordsOf(returns) > 0
              ? plural(
                  msg(str`${recordsOf(returns).toLocaleString()} 条记录回来`, { id: 'pkg-fact-returns' }),
                )
              : msg('保留的值回来', { id: 'pkg-fact-values-return' }),
        }
      : nothing,
    records !== null && records.created + records.changed > 0
      ? {
          tone: 'plain',
          at: 'records',
          text: plural(
            msg(str`随包写入 ${records.created + records.changed} 条数据`, { id: 'pkg-fact-records' }),
          ),
        }
      : nothing,
    hash === null && rehearsal?.state === 'waiting'
      ? { text: msg('回答之后再试运行用例', { id: 'pkg-fact-rehearsal' }), tone: 'plain', at: 'questions' }
      : nothing,
  ];
  return facts.filter((one) => one !== nothing);
}
/** What cases are, and about which forms: whoever publishes has seldom written one. */
export function casesLine({ about }: InstallPlan['summary']['cases']): TemplateResult | typeof nothing {
  if (about.length === 0) return nothing;
  const named = about.map(({ label, count }) => `${say(label)} ${count}`);
  const gap = language() === 'zh' ? '' : ' ';
  return html`<p class="small muted above-2">${msg(
    '用例是已知正确结果的例子，每次发布前重新核对，避免改动影响原来的结果。',
    { id: 'pkg-cases-are' },
  )}${gap}${msg(str`这里的用例涉及：${listed(named)}。`, { id: 'pkg-cases-about' })}</p>`;
}
customElements.define('gj-plan-summary', GjPlanSummary);
