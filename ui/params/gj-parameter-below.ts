import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { SeenSetting } from '../../metadata/contract/params/value.ts';
import { everyInstance } from '../../rules/params/address.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { plural } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { heirsOf, type InheritanceNode, inheritanceTree } from './inheritance-tree.ts';
import { InstanceNames } from './instance-names.ts';
import type { Parameter } from './parameter-data.ts';
import { type GridRow, readGrid, readOverrides } from './parameter-read.ts';
import { fromChip, valueShown, windowWords } from './parameter-words.ts';

interface Below {
  readonly top: InheritanceNode;
  readonly values: ReadonlyMap<string, GridRow>;
  /** Organisations of which no value was read, as there are too many. */
  readonly isCut: boolean;
}

/** Organisations whose values are read at once, and how many of them are at most. */
const mostPages = 5;

/**
 * The organisation and all below it as a tree: who sets a value of his own, with the value, and who reads which one from
 * above. Branches in which nobody differs are folded. Tells `go` with an organisation.
 */
export class GjParameterBelow extends withProperties(GjElement, {
  parameter: given<Parameter>(),
}) {
  static override styles = [
    shared,
    css`
      summary {
        cursor: pointer;
      }
      .tree ul {
        margin-inline-start: var(--gj-2);
        padding-inline-start: var(--gj-3);
        border-inline-start: var(--gj-px) solid var(--gj-line);
      }
    `,
  ];

  readonly #names = new InstanceNames(this);
  readonly #found = new Loading<Below, Parameter>(this, {
    key: () => this.parameter,
    load: (parameter) => readBelow(parameter),
  });

  override render() {
    return this.#found.shown((below) => this.#tree(below));
  }

  #tree(below: Below): TemplateResult {
    const { top, isCut } = below;
    const heirs = heirsOf(top);
    const said =
      top.below.length === 0
        ? msg(str`${top.org.name}没有下级组织。`, { id: 'param-below-nobody' })
        : plural(msg(str`${heirs} 个下级组织继承上级的值`, { id: 'param-heirs' }));
    return html`<p class="muted below-2">${said}</p>
      ${
        isCut
          ? html`<p class="in-warn below-2">${msg('下级组织太多，只列出了前 1,000 个的值。', { id: 'param-below-cut' })}</p>`
          : nothing
      }
      <div class="tree">${this.#node(top, below)}</div>`;
  }

  #node(node: InheritanceNode, below: Below): TemplateResult {
    const telling = node.below.filter((one) => one.tells);
    const silent = node.below.filter((one) => !one.tells);
    return html`${this.#line(node, below)}
      ${
        node.below.length === 0
          ? nothing
          : html`<ul>${telling.map((one) => html`<li>${this.#node(one, below)}</li>`)}
            ${silent.length === 0 ? nothing : html`<li>${this.#folded(silent, below)}</li>`}</ul>`
      }`;
  }

  #folded(silent: readonly InheritanceNode[], below: Below): TemplateResult {
    const count = silent.reduce((sum, one) => sum + 1 + heirsOf(one), 0);
    return html`<details ?open=${count <= 6}><summary class="pad-block-1 muted small">${plural(
      msg(str`${count} 个组织继承`, { id: 'param-inherit-here' }),
    )}</summary><ul>${silent.map((one) => html`<li>${this.#node(one, below)}</li>`)}</ul></details>`;
  }

  #line({ org, said }: InheritanceNode, { values }: Below): TemplateResult {
    const { definition } = this.parameter;
    const read = values.get(org.id);
    const isHere = org.id === session.org?.id;
    return html`<div class="flex wraps centred gap-half-2 pad-block-1">${
      isHere
        ? html`<b class="bold">${org.name}</b>`
        : html`<button class="place in-accent low-as-text unpadded to-start many-lines groundless borderless"
            title=${msg(str`查看${org.name}`, { id: 'param-go-to' })}
            @click=${() => this.emit('go', org)}>${org.name}</button>`
    }
      ${
        read
          ? html`<span class="breaks ${said.length > 0 ? 'bold' : ''}">${valueShown(read.value, definition)}</span>
              ${fromChip(read.from, org.number)}`
          : nothing
      }
      ${said.map((one) => this.#said(one, read))}</div>`;
  }

  /** What is set there, as far as the value that is read does not say it. */
  #said(one: SeenSetting, read: GridRow | undefined): TemplateResult {
    const { definition, key } = this.parameter;
    const days = windowWords(one);
    const isSaid = read !== undefined && one.key === key && !days;
    return html`${one.key !== key ? html`<span class="small muted">${this.#names.shown(one.key, definition)}</span>` : nothing}
      ${
        isSaid
          ? nothing
          : html`<span class="bold breaks">${valueShown(one.value ?? null, definition)}</span>
            ${one.locked ? html`<span class="badge">${icon('lock', 12)}${msg('已锁定', { id: 'param-is-locked' })}</span>` : nothing}`
      }
      ${days ? html`<span class="small muted">${days}</span>` : nothing}
      <span class="small muted">${dotted([one.by?.name, moment(one.at)])}</span>`;
  }
}

async function readBelow(parameter: Parameter): Promise<Below> {
  const { key, definition } = parameter;
  const [{ items }, orgs] = await Promise.all([readOverrides(parameter), session.everyOrganisation()]);
  const values = new Map<string, GridRow>();
  let next: string | null = null;
  // What stands for every instance of a dimension is no value that somebody reads.
  const isRead = definition.key !== undefined || key !== everyInstance;
  for (let page = 0; isRead && page < mostPages; page += 1) {
    const rows = await readGrid(parameter, next);
    for (const row of rows.items) values.set(row.org.id, row);
    next = rows.next;
    if (next === null) break;
  }
  const said = items.filter((one) => key === everyInstance || one.key === key);
  const top = inheritanceTree(orgs, session.org?.id ?? '', said);
  return { top, values, isCut: next !== null };
}

customElements.define('gj-parameter-below', GjParameterBelow);
