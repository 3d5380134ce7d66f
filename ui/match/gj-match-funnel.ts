import { msg, str } from '@lit/localize';
import { css, html, nothing, svg } from 'lit';
import type { FunnelStep } from '../../metadata/contract/match/rule.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { table } from '../kit/table/table.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';

const row = 26;
const width = 300;

/** The number of rules that each step left: bars that grow shorter. */
export class GjMatchFunnel extends withProperties(GjElement, {
  steps: given<readonly FunnelStep[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      table :is(td, th) {
        height: var(--gj-size-26);
        padding: 0 var(--gj-2) 0 0;
        border: 0;
        vertical-align: middle;
      }
      table .name {
        width: 40%;
        max-width: 0;
        min-width: var(--gj-size-110);
      }
      .left {
        width: var(--gj-size-64);
      }
      .gone {
        width: var(--gj-size-80);
      }
    `,
  ];

  override render() {
    const most = Math.max(1, ...this.steps.map(({ left }) => left));
    // As long as there are rules, but for a hair by which one is told from none.
    const length = (left: number) => (left === 0 ? 0 : Math.max(1, (left / most) * width));
    const rows = this.steps.map(({ label, left }, at) => ({
      label,
      left,
      gone: (this.steps[at - 1]?.left ?? left) - left,
      next: this.steps[at + 1]?.left,
    }));
    return html`${table({
      caption: msg('每一步剩下的规则数', { id: 'funnel' }),
      columns: [
        {
          label: msg('步骤', { id: 'funnel-step' }),
          quiet: true,
          role: 'name',
          look: 'ellipsis muted',
          title: ({ label }) => label,
          cell: ({ label }) => label,
        },
        {
          label: msg('图示', { id: 'funnel-bar' }),
          quiet: true,
          cell: ({ left, next }) => {
            const [own, after] = [length(left), length(next ?? left)];
            return html`<svg class="painted blocks fills" height=${row} aria-hidden="true"
                viewBox="0 0 ${width} ${row}" preserveAspectRatio="none">
              ${svg`<rect class="track faint" fill-opacity="0.5" x="0" y="4" width=${width} height="16" />
                ${
                  next === undefined
                    ? nothing
                    : svg`<path class="in-accent" fill-opacity="0.16" d="M0 20H${own}L${after} ${row}H0z" />`
                }
                <rect class="bar ${next === undefined ? 'in-ok' : 'in-accent'}" x="0" y="4" width=${own} height="16" />`}
            </svg>`;
          },
        },
        {
          label: msg('剩下', { id: 'funnel-left' }),
          quiet: true,
          align: 'end',
          look: 'left',
          cell: ({ left }) => left.toLocaleString(),
        },
        {
          label: msg('筛掉', { id: 'funnel-gone' }),
          quiet: true,
          align: 'end',
          look: 'gone smaller muted',
          cell: ({ gone }) => (gone > 0 ? `−${gone.toLocaleString()}` : ''),
        },
      ],
      rows,
      wide: true,
    })}
    ${
      this.steps.length === 0
        ? html`<p class="muted">${msg('没有规则参与匹配', { id: 'no-rules' })}</p>`
        : html`<p class="sr-only">${plural(
            msg(str`从 ${this.steps[0]?.left ?? 0} 条到 ${this.steps.at(-1)?.left ?? 0} 条`, {
              id: 'funnel-ends',
            }),
          )}</p>`
    }`;
  }
}
customElements.define('gj-match-funnel', GjMatchFunnel);
