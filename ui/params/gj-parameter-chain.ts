import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { moment } from '../kit/moment.ts';
import { given, withProperties } from '../kit/with-properties.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { Definition } from './parameter-data.ts';
import type { ChainLink, ParameterRead } from './parameter-read.ts';
import { keyShown, valueShown, windowWords } from './parameter-words.ts';

/** From what being unset means down to the organisation: everything that could hold, and what does. */
export class GjParameterChain extends withProperties(GjElement, {
  definition: given<Definition>(),
  read: given<ParameterRead>(),
}) {
  static override styles = [
    shared,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        position: relative;
        padding: 0 0 var(--gj-3) 20px;
      }
      li::before {
        position: absolute;
        inset: 6px auto auto 3px;
        z-index: 1;
        width: 9px;
        height: 9px;
        border: 2px solid var(--gj-line-strong);
        border-radius: 50%;
        background: var(--gj-surface);
        content: '';
      }
      li:not(:last-child)::after {
        position: absolute;
        inset: 10px auto -10px 7px;
        width: 1px;
        background: var(--gj-line-strong);
        content: '';
      }
      li.holds::before {
        border-color: var(--gj-accent);
        background: var(--gj-accent);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px var(--gj-2);
      }
      .value {
        overflow-wrap: anywhere;
      }
      .over .value {
        text-decoration: line-through;
        color: var(--gj-muted);
      }
      .holds .value {
        font-weight: 600;
      }
      .badge {
        height: auto;
        min-height: 20px;
        white-space: normal;
      }
      .small {
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    const links = this.read.chain.toReversed();
    const isOwn = links.some(({ scope, org }) => scope === 'organisation' && org?.id === session.org?.id);
    return html`<ol>${links.map((link) => this.#link(link))}
      ${
        isOwn
          ? nothing
          : html`<li><div class="line"><span>${session.org?.name}</span><span class="badge">${msg('继承', { id: 'param-inherits' })}</span></div></li>`
      }</ol>`;
  }

  #link(link: ChainLink): TemplateResult {
    const { definition, read } = this;
    const { from, state, hidden, locked, key, value = null, by, at, reason, scope, org } = link;
    const holds = state === 'holds' || state === 'preset' || state === 'unset';
    const who = [by?.name ?? by?.number, moment(at)].filter(Boolean).join(' · ');
    const named = key !== undefined && definition.dimension !== undefined ? keyShown(key, definition) : '';
    return html`<li class=${holds ? 'holds' : 'over'}>
      <div class="line">
        <span>${placeName()}</span>
        ${named ? html`<span class="muted small">${named}</span>` : nothing}
        ${
          hidden
            ? html`<span class="muted">${msg('您的角色不能查看这个值', { id: 'param-hidden' })}</span>`
            : html`<span class="value">${
                from === 'unset' && value === null ? say(read.unset.label) : valueShown(value, definition)
              }</span>`
        }
        <span class="badge ${holds ? 'ok' : ''}">${locked ? icon('lock', 12) : nothing}${stateWords(state)}</span>
      </div>
      ${from === 'unset' && value !== null ? html`<div class="small muted">${say(read.unset.label)}</div>` : nothing}
      ${windowWords(link) ? html`<div class="small muted">${windowWords(link)}</div>` : nothing}
      ${who ? html`<div class="small muted">${who}</div>` : nothing}
      ${reason ? html`<div class="small">${msg(str`原因：${reason}`, { id: 'param-because' })}</div>` : nothing}
    </li>`;

    function placeName(): string {
      if (from === 'unset') return msg('没有设置时', { id: 'param-when-unset' });
      if (from === 'preset') return msg('元数据包预置', { id: 'param-preset-by' });
      return scope === 'system' ? msg('全系统', { id: 'param-system' }) : (org?.name ?? '');
    }
  }
}

function stateWords(state: ChainLink['state']): string {
  switch (state) {
    case 'shadowed':
      return msg('被覆盖', { id: 'param-shadowed' });
    case 'not-valid-yet':
      return msg('尚未生效', { id: 'param-not-yet' });
    case 'expired':
      return msg('已过期', { id: 'param-expired' });
    case 'locked-out':
      return msg('被上级锁定', { id: 'param-locked-out' });
    default:
      return msg('生效', { id: 'param-holds' });
  }
}
customElements.define('gj-parameter-chain', GjParameterChain);
