import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import type { ChainLink, ParameterRead } from '../../metadata/contract/params/value.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { moment } from '../kit/moment.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { type ChainPlace, chainPlaces } from './chain-places.ts';
import { InstanceNames } from './instance-names.ts';
import { changeSetLink, isNumber, valueShown, windowWords } from './parameter-words.ts';

/**
 * The way of a value from the meaning of "unset", over the whole system, down to the organisation; a value that another
 * shadows is struck through, one that is still to come is not. Tells `go` with the organisation one wants to see, null
 * for the whole system.
 */
export class GjParameterChain extends withProperties(GjElement, {
  definition: given<Definition>(),
  read: given<ParameterRead>(),
}) {
  static override styles = [
    shared,
    css`
      li {
        padding: 0 0 var(--gj-2) var(--gj-size-26);
      }
      /* The way down; coloured from where the value comes. */
      li:not(:last-child)::after {
        position: absolute;
        inset: var(--gj-size-14) auto calc(-1 * var(--gj-size-14)) var(--gj-1h);
        width: var(--gj-half);
        background: var(--gj-line-strong);
        content: '';
      }
      li.flows:not(:last-child)::after {
        background: var(--gj-accent);
      }
      .node {
        inset: var(--gj-2) auto auto var(--gj-half);
        z-index: 1;
        width: var(--gj-3);
        height: var(--gj-3);
        border: var(--gj-half) solid var(--gj-line-strong);
      }
      .flows > .node {
        border-color: var(--gj-accent);
      }
      .holds > .node {
        background: var(--gj-accent);
        box-shadow: 0 0 0 var(--gj-3q) color-mix(in srgb, var(--gj-accent) 22%, transparent);
      }
      .holds > .said {
        border-color: color-mix(in srgb, var(--gj-accent) 55%, transparent);
        background: var(--gj-picked);
      }
      .nothing > .said {
        border-color: transparent;
      }
      .holds .small.muted {
        color: var(--gj-text);
      }
    `,
  ];

  readonly #names = new InstanceNames(this);

  override render() {
    const places = chainPlaces(this.read, this.definition);
    const source = places.findIndex(({ holds }) => holds);
    return html`<ol>${places.map((place, at) => this.#place(place, source >= 0 && at >= source))}</ol>`;
  }

  #place(place: ChainPlace, flows: boolean): TemplateResult {
    const { links, holds } = place;
    const classes = [flows && 'flows', holds && 'holds', links.length === 0 && 'nothing'];
    return html`<li class="relative ${classes.filter(Boolean).join(' ')}"><span class="node absolute round surface"></span>
      <div class="said pad-1-2 edged rounded-l">${
        links.length === 0
          ? html`<div class="flex wraps centred gap-half-2">${this.#name(place)}<span class="small muted breaks">${
              place.kind === 'organisation'
                ? msg('继承', { id: 'param-inherits' })
                : msg('没有设置', { id: 'param-says-nothing' })
            }</span></div>`
          : links.map((link, at) => this.#link(place, link, at === 0))
      }</div>
    </li>`;
  }

  #name({ kind, org }: ChainPlace): TemplateResult {
    if (kind === 'unset') return html`<span>${msg('没有设置时', { id: 'param-when-unset' })}</span>`;
    if (kind === 'preset') return html`<span>${msg('元数据包预置', { id: 'param-preset-by' })}</span>`;
    const name = kind === 'system' ? msg('全系统', { id: 'param-system' }) : (org?.name ?? '');
    const known = org && session.organisations.some(({ id }) => id === org.id);
    const isHere = org !== undefined && org.id === session.org?.id;
    const mayGo = kind === 'system' ? this.definition.may.system : known && !isHere;
    if (!mayGo) return html`<span>${name}</span>`;
    return html`<button class="place in-accent low-as-text unpadded to-start many-lines groundless borderless"
      title=${msg(str`查看${name}`, { id: 'param-go-to' })}
      @click=${() => this.emit('go', org ?? null)}>${name}</button>`;
  }

  #link(place: ChainPlace, link: ChainLink, isFirst: boolean): TemplateResult {
    const { definition, read } = this;
    const { from, state, hidden, locked, key, value = null, by, at, reason } = link;
    const holds = state === 'holds' || state === 'preset' || state === 'unset';
    const comes = state === 'not-valid-yet';
    const look = holds ? (place.holds ? 'bold' : '') : comes ? 'muted' : 'struck muted';
    const who = dotted([by?.name, moment(at)]);
    const named =
      key !== undefined && definition.dimension !== undefined ? this.#names.shown(key, definition) : '';
    return html`<div class="flex wraps centred gap-half-2 ${isFirst ? '' : 'above-1'}">
        ${isFirst ? this.#name(place) : nothing}
        ${named ? html`<span class="muted small breaks">${named}</span>` : nothing}
        ${
          hidden
            ? html`<span class="muted">${msg('您的角色不能查看这个值', { id: 'param-hidden' })}</span>`
            : html`<span class="breaks ${look}">${
                from === 'unset' && value === null ? say(read.unset.label) : valueShown(value, definition)
              }</span>`
        }
        <span class="badge many-lines ${holds ? 'ok' : ''}">${locked ? icon('lock', 12) : nothing}${stateWords(state)}</span>
      </div>
      ${
        from === 'unset' && value !== null && !isNumber(value, definition)
          ? html`<div class="small muted breaks">${say(read.unset.label)}</div>`
          : nothing
      }
      ${windowWords(link) ? html`<div class="small muted breaks">${windowWords(link)}</div>` : nothing}
      ${who !== nothing ? html`<div class="small muted breaks">${who} ${changeSetLink(link)}</div>` : nothing}
      ${reason ? html`<div class="small breaks">${msg(str`原因：${reason}`, { id: 'param-because' })}</div>` : nothing}`;
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
