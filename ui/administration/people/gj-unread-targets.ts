import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { noteStyles, warningStyles } from '../../kit/styles/note-styles.ts';
import { forms } from '../../model/forms.ts';
import { listed, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import type { Grant } from './role-data.ts';
import { readingOf, referencesOf, unreadTargets } from './unread-targets.ts';

/**
 * Hints at forms to which a role has to refer, though nothing of them can be chosen as it may not read them. Tells
 * `grants-add` with the grants to read them.
 */
export class GjUnreadTargets extends withProperties(GjElement, {
  grants: given<readonly Grant[]>(() => []),
  editable: flag(),
}) {
  static override styles = [
    shared,
    noteStyles,
    warningStyles,
    css`
      button {
        flex: none;
      }
    `,
  ];

  /** To what records of the granted forms refer. */
  readonly #references = new Loading(this, {
    key: () => [...new Set(this.grants.map(({ form }) => form))].toSorted().join(),
    load: readReferences,
    keeps: true,
    behind: true,
  });

  override render() {
    const unread = unreadTargets(this.grants, this.#references.value ?? [], (id) => session.formById(id));
    if (unread.length === 0) return nothing;
    const names = listed(unread.map(({ form }) => say(form.listLabel)));
    return html`<p class="flex centred above-2 below-3 pad-2-3 rounded-l" role="status">${icon('alert')}<span class="rest">${msg(
      str`这个角色填写的表单会引用${names}，但它不能查看，填写时没有可选的。`,
      { id: 'role-refers-unread' },
    )}</span>${
      this.editable
        ? html`<button @click=${() => this.emit<readonly Grant[]>('grants-add', unread.map(readingOf))}>${msg(
            '授予查看权限',
            { id: 'role-grant-reading' },
          )}</button>`
        : nothing
    }</p>`;
  }
}

/** Forms that cannot be asked for are told nothing of. */
async function readReferences(key: string) {
  const ids = key.split(',').flatMap((id) => session.formById(id) ?? []);
  const found = ids.map(async ({ id, name }) => {
    const form = await forms.get(name).catch(() => undefined);
    return form ? referencesOf(id, form) : [];
  });
  return (await Promise.all(found)).flat();
}
customElements.define('gj-unread-targets', GjUnreadTargets);
