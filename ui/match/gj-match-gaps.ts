import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Gap, GapsAnswer } from '../../metadata/contract/match/findings.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { table } from '../kit/table/table.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { findGaps, type MatchAsk } from './match-run.ts';
import '../kit/gj-state.ts';

/** Facts that no rule holds for, by what they have in common. Tells `look` with facts to be looked at alone. */
export class GjMatchGaps extends withProperties(GjElement, {
  ask: given<MatchAsk>(),
}) {
  static override styles = shared;

  readonly #found = new Loading(this, {
    key: () => JSON.stringify(this.ask),
    load: (_, signal) => findGaps(this.ask, signal),
  });

  override render() {
    const { failure, busy } = this.#found;
    if (failure !== null)
      return html`<div class="card relative scrolls-across"><gj-state .failure=${failure}
          @retry=${() => this.#found.load()}></gj-state></div>`;
    const { value: found } = this.#found;
    return html`<section class="card relative scrolls-across" aria-busy=${busy} aria-labelledby="gaps">
      <h2 class="below-1" id="gaps">${msg('没有规则匹配的数据', { id: 'facts-unmatched' })}</h2>
      ${found ? this.#list(found) : html`<p role="status">${msg('正在查找…', { id: 'gaps-running' })}</p>`}
    </section>`;
  }

  #list({ items, rules, more, looked, unlooked }: GapsAnswer): TemplateResult {
    return html`
      <p role="status">${
        items.length === 0
          ? more
            ? plural(
                msg(str`组合太多，没有看完；在 ${rules} 条规则中还没有发现空缺。`, { id: 'gaps-unfinished' }),
              )
            : plural(msg(str`这个组织可用的 ${rules} 条规则没有留下空缺。`, { id: 'gaps-none' }))
          : plural(
              msg(str`${items.length} 种数据，这个组织可用的 ${rules} 条规则都不匹配。`, { id: 'gaps-some' }),
            )
      }</p>
      ${items.length > 0 ? html`<div class="above-2 below-2">${this.#table(items)}</div>` : nothing}
      ${more && items.length > 0 ? html`<p class="small muted">${msg('组合太多，没有全部列出，可能还有别的。', { id: 'gaps-more' })}</p>` : nothing}
      ${
        looked.length > 0
          ? html`<p class="small muted">${msg(str`看了这些字段的各种值：${named(looked)}。`, { id: 'gaps-looked' })}</p>`
          : nothing
      }
      ${
        unlooked.length > 0
          ? html`<p class="small muted">${msg('没有看的：', { id: 'gaps-unlooked' })}${unlooked
              .map(({ label, reason }) => msg(str`${label}（${reason}）`, { id: 'gaps-unlooked-one' }))
              .join(msg('、', { id: 'list-comma' }))}</p>`
          : nothing
      }`;
  }

  #table(items: readonly Gap[]): TemplateResult {
    return table({
      caption: msg('没有规则匹配的数据', { id: 'facts-unmatched' }),
      columns: [
        {
          label: msg('数据', { id: 'facts' }),
          role: 'name',
          cell: ({ sentence, depends = [] }) =>
            html`${sentence}${
              depends.length > 0
                ? html`<div class="small muted">${msg(str`其中一部分可能匹配，还取决于：${named(depends)}`, { id: 'gap-depends' })}</div>`
                : nothing
            }`,
        },
      ],
      rows: items,
      acting: {
        label: msg('试用', { id: 'try-facts' }),
        name: (_, at) => msg(str`试用第 ${at + 1} 种数据`, { id: 'try-gap' }),
        face: () => html`${icon('play', 14)}${msg('试用', { id: 'try-facts' })}`,
        act: ({ facts, ask }) => this.emit('look', ask ? { facts, ask } : { facts }),
      },
    });
  }
}
function named(facts: readonly { readonly label: string }[]): string {
  return facts.map(({ label }) => label).join(msg('、', { id: 'list-comma' }));
}

customElements.define('gj-match-gaps', GjMatchGaps);
