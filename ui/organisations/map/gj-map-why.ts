import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { RuleHead, RulesHere } from '../../../metadata/contract/match/rule.ts';
import type { Holding } from '../../../rules/sharing/contract.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, text, withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import type { OrgNode } from '../../model/org-tree.ts';
import { ruleName } from '../../model/rule-name.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { called, copyMark, howBadge } from '../sharing/sharing-words.ts';
import type { OrgAnswer } from './map-answers.ts';

/** One organisation of the map: what holds there, and why. */
export class GjMapWhy extends withProperties(GjElement, {
  node: given<OrgNode>(),
  /** The one above it. */
  above: given<OrgNode | null>(null),
  /** Name of the form that is asked about; empty: nothing is asked. */
  form: text(),
  /** The name of the record, where one is asked about. */
  record: text(),
  answer: given<OrgAnswer | undefined>(),
  /** Whether numbers or values are asked for. */
  counts: flag(),
}) {
  static override styles = [shared, stacked];

  override render() {
    const { node } = this;
    const mine = session.organisations.some(({ number }) => number === node.number);
    const here = session.org?.number === node.number;
    return html`<section class="card stack-2" aria-label=${msg('这里的内容', { id: 'map-why' })} aria-live="polite">
      <h2>${node.name}</h2>
      <dl>
        <dt>${msg('编码', { id: 'number' })}</dt><dd>${node.number}</dd>
        ${node.taxNumber ? html`<dt>${msg('税号', { id: 'tax-number' })}</dt><dd>${node.taxNumber}</dd>` : nothing}
        ${this.above ? html`<dt>${msg('上级', { id: 'map-above' })}</dt><dd>${this.above.name}</dd>` : nothing}
      </dl>
      ${this.#answer()}
      <div class="chips">
        ${
          here || !mine
            ? nothing
            : html`<button
                @click=${() => session.chooseOrg(node.number)}>${icon('org', 14)}${msg('切换到这个组织', { id: 'map-switch' })}</button>`
        }
        <a class="button" href="/forms/${session.formById('organisation')?.name ?? 'organisation'}/${node.id}">${msg('打开组织', { id: 'map-open' })}</a>
      </div>
    </section>`;
  }

  #answer(): TemplateResult | typeof nothing {
    const { answer, form, record } = this;
    if (form === '') return nothing;
    if (answer?.rules) return this.#rules(answer.rules);
    if (answer?.figure)
      return html`<p><a href=${answer.figure.href}><b class="bold figures">${answer.figure.text}</b></a></p>`;
    if (answer?.series !== undefined)
      return html`<p><a href="/parameters?open=${encodeURIComponent(form)}"><b class="bold">${answer.mark}</b></a></p>`;
    if (this.counts)
      return html`<p class="muted">${msg('这里没有可见的数据。', { id: 'map-no-figure' })}</p>`;
    if (answer?.holding) return this.#holding(answer.holding);
    return record === ''
      ? html`<p class="muted">${msg('您不能查看这个组织的规则。', { id: 'map-unseen' })}</p>`
      : html`<p>${msg(str`不能使用“${record}”：没有分配给它，也不在管控范围内。`, { id: 'map-not-used' })}</p>`;
  }

  #holding({ how, by, at, user, personalised }: Holding): TemplateResult {
    return html`<p>${howBadge(how)} ${copyMark({ personalised })}</p>
      ${
        how === 'assigned'
          ? html`<p>${msg(str`由${by ? called(by) : '—'}分配`, { id: 'map-given-by' })}
              <span class="muted">${at ? moment(at) : ''} ${user ? called(user) : ''}</span></p>`
          : nothing
      }`;
  }

  #rules({ rules, copies, more, fewer }: RulesHere): TemplateResult {
    const same = more.count + fewer.count === 0;
    const own =
      copies > 0 &&
      html`<span class="muted">${plural(msg(str`${copies} 条是自己的副本`, { id: 'map-own-copies' }))}</span>`;
    return html`<p>${dotted([plural(msg(str`可用 ${rules} 条规则`, { id: 'map-usable' })), own])}</p>
      ${
        same
          ? html`<p class="muted">${this.above ? msg('与上级相同', { id: 'map-same' }) : msg('没有上级可比', { id: 'map-top' })}</p>`
          : nothing
      }
      ${this.#named(msg('仅这里使用的', { id: 'map-more-here' }), more)}
      ${this.#named(msg('仅上级使用的', { id: 'map-fewer-here' }), fewer)}`;
  }

  #named(title: string, { count, rules }: RulesHere['more']): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html`<div><h3>${title}</h3><ul class="marked above-1">
      ${rules.map(
        (rule) =>
          html`<li><a href="/forms/${this.form}/${rule.id}">${ruleName(rule)}</a> <span
              class="small muted">${why(rule)}</span></li>`,
      )}
      ${
        count > rules.length
          ? html`<li class="muted">${plural(msg(str`另有 ${count - rules.length} 个`, { id: 'and-others' }))}</li>`
          : nothing
      }
    </ul></div>`;
  }
}

function why({ org, personalised }: RuleHead): string {
  if (personalised) return msg('自己的副本', { id: 'map-copy' });
  return msg(str`${org.name ?? org.number ?? ''}创建`, { id: 'map-made-by' });
}
customElements.define('gj-map-why', GjMapWhy);
