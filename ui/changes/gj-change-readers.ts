import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { KeyReaders } from '../../metadata/contract/changes/preview.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { moment } from '../kit/moment.ts';
import { ruledItems } from '../kit/styles/list-styles.ts';
import { InstanceNames } from '../params/instance-names.ts';
import { listed, plural, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { FindDefinition } from './definitions-known.ts';

/** Clients named one by one. */
const most = 4;

/** The programs that read the parameters of a set, so that one knows whom it reaches. */
export class GjChangeReaders extends withProperties(GjElement, {
  readers: given<readonly KeyReaders[]>(() => []),
  find: given<FindDefinition>(() => () => undefined),
}) {
  static override styles = [
    shared,
    ruledItems,
    css`
      li {
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        gap: var(--gj-half) var(--gj-3);
      }
    `,
  ];

  readonly #names = new InstanceNames(this);

  override render() {
    return html`<ul>${this.readers.map((one) => this.#key(one))}</ul>`;
  }

  #key(one: KeyReaders): TemplateResult {
    const { type, key, lastRead, items = [] } = one;
    const definition = this.find(type, key);
    const refused = items.filter((reader) => reader.refused !== null);
    return html`<li class="gridded"><span>${definition ? say(definition.label) : `${type} / ${key}`}${
      definition && definition.key === undefined
        ? html` <span class="small muted">${this.#names.shown(key, definition)}</span>`
        : nothing
    }</span>
      <span>${this.#who(one)}${
        lastRead
          ? html` <span class="small muted">${msg(str`最近读取 ${moment(lastRead)}`, { id: 'param-readers-last' })}</span>`
          : nothing
      }</span>
      ${
        refused.length > 0
          ? html`<span class="problem small spans">${plural(
              msg(str`${refused.length} 个读取方拒绝了现在的值`, { id: 'change-readers-refused' }),
            )}</span>`
          : nothing
      }</li>`;
  }

  #who({ count, items = [], others, lastRead }: KeyReaders): TemplateResult | string {
    const names = [
      ...new Set(
        items.map(({ client, token, user, app }) => client ?? token?.name ?? user?.name ?? app ?? ''),
      ),
    ].filter(Boolean);
    if (names.length > 0) {
      const rest = names.length - most;
      const shown = listed(names.slice(0, most));
      return rest > 0
        ? plural(msg(str`${shown} 等 ${names.length} 个程序`, { id: 'change-readers-and-more' }))
        : shown;
    }
    if (count > 0) return plural(msg(str`${count} 个程序`, { id: 'change-readers-count' }));
    if (others || lastRead) return msg('其他程序', { id: 'change-readers-others' });
    return html`<span class="muted">${msg('职责范围内没有程序读取', { id: 'change-readers-none' })}</span>`;
  }
}
customElements.define('gj-change-readers', GjChangeReaders);
