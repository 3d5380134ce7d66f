import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChangeEffects, ValueChange } from '../../metadata/contract/changes/effects.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { InstanceNames } from '../params/instance-names.ts';
import { windowWords } from '../params/parameter-words.ts';
import { listed, plural, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { becomingStyles } from './becoming-styles.ts';
import type { FindDefinition } from './definitions-known.ts';
import { shownValue } from './shown-value.ts';

/**
 * The organisations that would read another value, or did when it was published, from which to which, and how many are
 * untouched.
 */
export class GjChangeEffects extends withProperties(GjElement, {
  effects: given<ChangeEffects>(),
  find: given<FindDefinition>(() => () => undefined),
}) {
  static override styles = [
    shared,
    becomingStyles,
    css`
      summary {
        padding: var(--gj-1h) 0;
      }
      li {
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      }
    `,
  ];

  readonly #names = new InstanceNames(this);

  override render() {
    const { changed, total, hidden, untouched, untouchedTotal } = this.effects;
    if (total === 0 && untouchedTotal === 0)
      return html`<p class="muted above-2">${msg('没有组织受影响。', { id: 'change-effects-none' })}</p>`;
    const byKey = Map.groupBy(changed, ({ type, key }) => `${type}/${key}`);
    const held = untouched.filter(({ why }) => why === 'overrides');
    const locked = untouched.filter(({ why }) => why === 'locked');
    const names = (all: typeof untouched) => listed([...new Set(all.map(({ org }) => org?.name ?? ''))]);
    const more = total - hidden - changed.length;
    return html`${[...byKey.values()].map((changes, at) => this.#key(changes, at === 0))}
      ${
        more > 0
          ? html`<p class="small muted above-2">${plural(msg(str`另有 ${more} 处变化未列出。`, { id: 'change-effects-more' }))}</p>`
          : nothing
      }
      ${
        hidden > 0
          ? html`<p class="small muted above-2">${plural(
              msg(str`另有 ${hidden} 处变化不在您的职责范围内。`, { id: 'change-effects-hidden' }),
            )}</p>`
          : nothing
      }
      ${
        held.length > 0
          ? html`<p class="small above-2">${msg('自行设置，不受影响：', { id: 'change-untouched' })}${names(held)}</p>`
          : nothing
      }
      ${
        locked.length > 0
          ? html`<p class="small above-2">${msg('被锁定，自行设置的值失效：', { id: 'change-locked-out' })}${names(locked)}</p>`
          : nothing
      }`;
  }

  #key(changes: readonly ValueChange[], open: boolean): TemplateResult {
    const [first] = changes;
    if (!first) return html``;
    const { label, type, key } = first;
    const definition = this.find(type, key);
    const instance = definition && definition.key === undefined ? this.#names.shown(key, definition) : '';
    const count = new Set(changes.flatMap(({ org }) => org?.id ?? [])).size;
    return html`<details class="ruled" ?open=${open}>
      <summary class="pressable">${label ? say(label) : type} <span
          class="small muted">${dotted([
            instance,
            plural(msg(str`${count} 个组织`, { id: 'change-orgs' })),
          ])}</span></summary>
      <ul class="below-2">${changes.map(
        (
          one,
        ) => html`<li class="stack-2 breaks"><span>${one.org?.name ?? msg('全系统', { id: 'param-system' })}</span>
          <span><span class="muted struck">${shownValue(this.find, one, one.from?.value)}</span> → <span
              class="bold">${shownValue(this.find, one, one.to?.value)}</span>${
                one.since || one.until
                  ? html` <span class="small muted">${windowWords({ validFrom: one.since, validTo: one.until })}</span>`
                  : nothing
              }</span></li>`,
      )}</ul>
    </details>`;
  }
}
customElements.define('gj-change-effects', GjChangeEffects);
