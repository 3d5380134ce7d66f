import { msg, str } from '@lit/localize';
import { css, html, nothing, svg } from 'lit';
import type { FunnelStep } from '../../metadata/contract/match/rule.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';

const row = 26;
const width = 300;

/** How many rules each step left: bars that grow shorter. */
export class GjMatchFunnel extends withProperties(GjElement, {
  steps: given<readonly FunnelStep[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      table {
        border-collapse: collapse;
      }
      td,
      th {
        height: var(--gj-size-26);
        padding: 0 var(--gj-2) 0 0;
      }
      th {
        width: 40%;
        max-width: 0;
        min-width: var(--gj-size-110);
      }
      .left {
        width: var(--gj-size-64);
        text-align: end;
      }
      .gone {
        width: var(--gj-size-80);
        padding: 0;
        text-align: end;
        font-size: var(--gj-text-s);
        color: var(--gj-muted);
      }
      svg {
        height: var(--gj-size-26);
      }
      .track {
        fill: var(--gj-head);
      }
      .bar {
        fill: var(--gj-accent);
      }
      .bar.last {
        fill: var(--gj-ok);
      }
      .join {
        fill: color-mix(in srgb, var(--gj-accent) 16%, transparent);
      }
    `,
  ];

  override render() {
    const most = Math.max(1, ...this.steps.map(({ left }) => left));
    // As long as there are rules, but for a hair by which one is told from none.
    const length = (left: number) => (left === 0 ? 0 : Math.max(1, (left / most) * width));
    return html`<table class="fills">
      <caption class="sr-only">${msg('每一步剩下的规则数', { id: 'funnel' })}</caption>
      <tbody>${this.steps.map(({ label, left }, at) => {
        const before = this.steps[at - 1]?.left;
        const [own, next] = [length(left), length(this.steps[at + 1]?.left ?? left)];
        const last = at === this.steps.length - 1;
        return html`<tr>
          <th class="regular to-start ellipsis muted" scope="row" title=${label}>${label}</th>
          <td class="regular to-start" aria-hidden="true"><svg class="blocks fills" viewBox="0 0 ${width} ${row}" preserveAspectRatio="none">
            ${svg`<rect class="track" x="0" y="4" width=${width} height="16" />
              ${last ? nothing : svg`<path class="join" d="M0 20H${own}L${next} ${row}H0z" />`}
              <rect class="bar ${last ? 'last' : ''}" x="0" y="4" width=${own} height="16" />`}
          </svg></td>
          <td class="left regular to-start">${left.toLocaleString()}</td>
          <td class="gone regular to-start">${before !== undefined && before > left ? `−${(before - left).toLocaleString()}` : ''}</td>
        </tr>`;
      })}</tbody>
    </table>
    ${
      this.steps.length === 0
        ? html`<p class="muted">${msg('没有规则参与匹配', { id: 'no-rules' })}</p>`
        : html`<p class="sr-only">${plural(msg(str`从 ${this.steps[0]?.left ?? 0} 条到 ${this.steps.at(-1)?.left ?? 0} 条`, { id: 'funnel-ends' }))}</p>`
    }`;
  }
}
customElements.define('gj-match-funnel', GjMatchFunnel);
