import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { NamedOrgs, SharingConsequences } from '../../../metadata/contract/records/actions.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { listed, plural } from '../../session/i18n.ts';
import { lined } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { called } from './sharing-words.ts';

const named = 40;

/** The organisations that will see a record and those that will lose it, before anything is done. */
export class GjConsequences extends withProperties(GjElement, {
  of: given<Omit<SharingConsequences, 'withdraw'> | null>(null),
}) {
  static override styles = [
    shared,
    lined,
    css`
      .names {
        max-height: var(--gj-size-80);
      }
    `,
  ];

  override render() {
    if (!this.of) return nothing;
    const { gain, lose, after } = this.of;
    return html`
      ${gain.count > 0 ? this.#list('ok', plural(msg(str`${gain.count} 个组织将可以使用`, { id: 'sharing-will-gain' })), gain) : nothing}
      ${
        lose.count > 0
          ? this.#list(
              'error',
              plural(msg(str`${lose.count} 个组织将不能再使用`, { id: 'sharing-will-lose' })),
              lose,
            )
          : nothing
      }
      ${
        gain.count + lose.count === 0
          ? html`<p>${icon('check')} ${msg('谁能使用它，不会改变。', { id: 'sharing-same-users' })}</p>`
          : nothing
      }
      <p class="small muted" role="status">${plural(
        msg(str`之后共有 ${after} 个组织可以使用；此前已引用它的数据保持不变。`, {
          id: 'sharing-users-after',
        }),
      )}</p>
    `;
  }

  #list(tone: 'ok' | 'error', title: string, { count, orgs }: NamedOrgs): TemplateResult {
    const names = orgs.slice(0, named).map(called);
    const more = count - names.length;
    return html`<section class="pad-2-3 shaded edged flagged rounded ${tone}"><h3 class="bold in-${tone}">${title}</h3>
      <p class="names small scrolls" tabindex=${names.length > 12 ? '0' : nothing}>${listed(names)}${
        more > 0 ? msg(str` 等，另有 ${more} 个`, { id: 'sharing-and-more' }) : nothing
      }</p></section>`;
  }
}
customElements.define('gj-consequences', GjConsequences);
