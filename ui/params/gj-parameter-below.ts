import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Organisation } from '../../metadata/contract/common/shared.ts';
import type { SeenSetting } from '../../metadata/contract/params/value.ts';
import { everyInstance } from '../../rules/params/address.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { Parameter } from './parameter-data.ts';
import { readOverrides } from './parameter-read.ts';
import { keyShown, valueShown, windowWords } from './parameter-words.ts';

interface Branch {
  readonly org: Organisation;
  readonly said: readonly SeenSetting[];
  readonly below: readonly Branch[];
}

/**
 * The places below the organisation where another value is set: a tree with the values. Tells `go` with an
 * organisation.
 */
export class GjParameterBelow extends withProperties(GjElement, {
  parameter: given<Parameter>(),
}) {
  static override styles = shared;

  readonly #found = new Loading(this, { key: () => this.parameter, load: readOverrides });

  override render() {
    return this.#found.shown(({ items }) => this.#tree(items));
  }

  #tree(found: readonly SeenSetting[]): TemplateResult {
    const { key } = this.parameter;
    const said = found.filter((one) => key === everyInstance || one.key === key);
    const tree = branchesBelow(said);
    if (tree.length === 0)
      return html`<p class="muted">${msg(str`${session.org?.name ?? ''}以下没有组织另行设置。`, { id: 'param-below-none' })}</p>`;
    return html`<ul>${tree.map((branch) => this.#branch(branch))}</ul>`;
  }

  #branch({ org, said, below }: Branch): TemplateResult {
    return html`<li>
      <div class="flex wraps centred gap-half-2 pad-block-1"><button
        class="place in-accent low-as-text unpadded to-start many-lines groundless borderless"
        title=${msg(str`查看${org.name}`, { id: 'param-go-to' })}
        @click=${() => this.emit('go', org)}>${org.name}</button>${
          said.length === 0 ? nothing : said.map((one) => this.#said(one))
        }</div>
      ${below.length > 0 ? html`<ul class="beneath">${below.map((branch) => this.#branch(branch))}</ul>` : nothing}
    </li>`;
  }

  #said(one: SeenSetting): TemplateResult {
    const { definition, key } = this.parameter;
    const days = windowWords(one);
    return html`${one.key !== key ? html`<code class="small muted">${keyShown(one.key, definition)}</code>` : nothing}
      <span class="bold breaks">${valueShown(one.value ?? null, definition)}</span>
      ${one.locked ? html`<span class="badge">${icon('lock', 12)}${msg('已锁定', { id: 'param-is-locked' })}</span>` : nothing}
      ${days ? html`<span class="small muted">${days}</span>` : nothing}
      <span class="small muted">${[one.by?.name, moment(one.at)].filter(Boolean).join(' · ')}</span>`;
  }
}

/** Answers the organisations below the page's that set a value, with those that stand between. */
function branchesBelow(said: readonly SeenSetting[]): readonly Branch[] {
  const byOrg = Map.groupBy(said, ({ org }) => org?.id ?? '');
  const orgs = session.organisations;
  const under = (parent: string): readonly Branch[] =>
    orgs
      .filter((org) => org.parent === parent)
      .map((org) => ({ org, said: byOrg.get(org.id) ?? [], below: under(org.id) }))
      .filter((branch) => branch.said.length + branch.below.length > 0);
  return under(session.org?.id ?? '');
}
customElements.define('gj-parameter-below', GjParameterBelow);
