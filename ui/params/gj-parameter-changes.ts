import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ChangeItem, FoundSet } from '../../metadata/contract/changes/answered.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { actionWords, setName, stateBadge } from './basket/set-words.ts';
import { InstanceNames } from './instance-names.ts';
import type { Parameter } from './parameter-data.ts';
import { readChanges } from './parameter-read.ts';
import { valueShown, windowWords } from './parameter-words.ts';

/** The change sets that are not published yet and would change what the organisation reads. Nothing where there are none. */
export class GjParameterChanges extends withProperties(GjElement, {
  parameter: given<Parameter>(),
}) {
  static override styles = [shared];

  readonly #names = new InstanceNames(this);
  readonly #found = new Loading<readonly FoundSet[], Parameter>(this, {
    key: () => this.parameter,
    load: async (parameter) => (await readChanges(parameter)).items,
    keeps: true,
    behind: true,
  });

  override render() {
    const sets = this.#found.value ?? [];
    if (sets.length === 0) return nothing;
    return html`<h3 class="pad-block-2 ruled-above">${msg('未发布的变更', { id: 'param-in-sets' })}</h3>
      <ul class="stack-2">${sets.map((set) => this.#set(set))}</ul>`;
  }

  #set(set: FoundSet): TemplateResult {
    return html`<li><div class="flex wraps centred gap-1"><a
        class="underlined" href="/changes/${set.id}">${setName(set)}</a>${stateBadge(set.state)}</div>
      ${(set.items ?? []).map((item) => html`<div class="small">${this.#item(item)}</div>`)}
      <div class="small muted">${(set.proposedBy ?? set.createdBy)?.name}</div></li>`;
  }

  #item(item: ChangeItem): TemplateResult {
    const { definition, key } = this.parameter;
    const { action, value, org, locked } = item;
    const place = org?.id === session.org?.id ? '' : (org?.name ?? msg('全系统', { id: 'param-system' }));
    const instance = item.key === key ? '' : this.#names.shown(item.key ?? '', definition);
    const about = dotted([place, instance, windowWords(item)]);
    const what = action === 'set' ? valueShown(value ?? null, definition) : actionWords(action);
    return html`<span class="muted">${about}</span> ${what}
      ${locked ? icon('lock', 12) : nothing}`;
  }
}
customElements.define('gj-parameter-changes', GjParameterChanges);
