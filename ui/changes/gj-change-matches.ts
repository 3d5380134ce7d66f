import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Matches } from '../../metadata/contract/changes/preview.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { nameless, plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { becomingStyles } from './becoming-styles.ts';

type Winner = Matches['changed'][number]['from'];

/** The number of recent documents that another rule would match; unfolded, which documents, and by which rules. */
export class GjChangeMatches extends withProperties(GjElement, {
  matches: given<Matches>(),
}) {
  static override styles = [
    shared,
    becomingStyles,
    css`
      li {
        grid-template-columns: minmax(0, 1fr) minmax(0, 2fr);
      }
    `,
  ];

  override render() {
    const { looked, why, changed, more = 0, skipped = 0 } = this.matches;
    if (why) return html`<p class="small muted">${whyNot(why)}</p>`;
    const line = plural(
      msg(str`最近 ${looked} 张单据中，${changed.length} 张会匹配到另一条规则`, { id: 'change-matches' }),
    );
    return html`${
      changed.length === 0
        ? html`<p class="small muted">${line}</p>`
        : html`<details class="small"><summary class="pressable">${line}</summary><ul class="above-1"
            aria-label=${line}>${changed.map((one) => this.#document(one))}</ul></details>`
    }
      ${
        more > 0
          ? html`<p class="small muted">${plural(msg(str`另有 ${more} 张来不及核对。`, { id: 'change-matches-more' }))}</p>`
          : nothing
      }
      ${
        skipped > 0
          ? html`<p class="small muted">${plural(msg(str`${skipped} 张无法核对。`, { id: 'change-matches-skipped' }))}</p>`
          : nothing
      }`;
  }

  #document({ document, from, to }: Matches['changed'][number]): TemplateResult {
    const { id, number } = document;
    return html`<li class="stack-2 breaks"><a href=${`/forms/${this.matches.form ?? ''}/${id}`}>${number ?? nameless()}</a>
      <span><span class="muted struck">${ruleName(from)}</span> <span
          aria-label=${msg('改为', { id: 'change-becomes' })} role="img">→</span> <span
          class="bold">${ruleName(to)}</span></span></li>`;
  }
}

function ruleName(rule: Winner): string {
  if (!rule) return msg('无规则', { id: 'change-matches-none' });
  if (rule.hidden) return msg('不在您职责范围内的规则', { id: 'change-matches-hidden' });
  const { number, name, row } = rule;
  const place = row ? msg(str`第 ${row.seq} 行`, { id: 'change-matches-row' }) : '';
  return [number, name, place].filter(Boolean).join(' ') || nameless();
}

function whyNot(why: NonNullable<Matches['why']>): string {
  return why === 'unreadable'
    ? msg('您无权查看单据，未核对匹配结果。', { id: 'change-matches-unreadable' })
    : msg('匹配还取决于单据之外的内容，未核对匹配结果。', { id: 'change-matches-asks' });
}
customElements.define('gj-change-matches', GjChangeMatches);
