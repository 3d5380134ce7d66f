import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import type { Action } from '../kit/gj-actions.ts';
import { notify } from '../kit/gj-notices.ts';
import { type OrgNode, OrgTreeData } from '../model/org-tree.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { filling, footless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { OrgMove } from './gj-org-tree.ts';
import './gj-org-tree.ts';
import '../kit/gj-state.ts';
import '../kit/gj-page-head.ts';

/** The control tree: find, open, add, move. */
export class OrganisationsPage extends withProperties(GjElement, { text: state('') }) {
  static override styles = [shared, filling, footless];

  readonly #data = new OrgTreeData(this);

  get #form(): string {
    return `/forms/${session.formById('organisation')?.name ?? 'organisation'}`;
  }

  async #move({ id, parent }: OrgMove): Promise<void> {
    const { nodes } = this.#data;
    const [node, target] = [id, parent].map((wanted) => nodes.find((other) => other.id === wanted));
    if (!node || !target) return;
    const before = node.parent?.id;
    try {
      const { agreeTo } = await import('./agree-to.ts');
      const becoming = { action: 'move', organisation: node, parent: target } as const;
      if (!(await agreeTo(becoming, msg('移动', { id: 'move-now' })))) return;
      await this.#data.move(id, parent);
      notify({
        text: msg(str`“${node.name}”已移到“${target.name}”之下`, { id: 'org-moved' }),
        ...(before && { undo: () => this.#back(id, before) }),
      });
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
      await this.#data.load();
    }
  }

  async #back(id: string, parent: string): Promise<void> {
    await this.#data.move(id, parent).catch((failure: unknown) => {
      notify({ text: failureText(failure), kind: 'error' });
    });
  }

  /** Below the root, unless one picks another parent: there is one tree. */
  #add(): void {
    const root = this.#data.nodes.find(({ parent }) => parent === null);
    void router.go(`${this.#form}/new${root ? `?parent=${root.id}` : ''}`);
  }

  #actions(): readonly Action[] {
    const add = { key: 'add', text: msg('新建', { id: 'add' }), icon: 'add', primary: true } as const;
    return [
      ...(session.may('organisation', 'create') ? [add] : []),
      { key: 'map', text: msg('组织图', { id: 'org-map' }), icon: 'org', href: '/organisation-map' },
      { key: 'list', text: msg('列表', { id: 'as-list' }), href: this.#form },
    ];
  }

  #act({ node, key }: { node: OrgNode; key: string }): void {
    if (key === 'enable' || key === 'disable') void this.#able(node, key);
    else if (key === 'delete') void this.#delete(node);
    else void router.go(key === 'add' ? `${this.#form}/new?parent=${node.id}` : `${this.#form}/${node.id}`);
  }

  async #able(node: OrgNode, action: 'enable' | 'disable'): Promise<void> {
    await this.#agreed(node, action, async () => {
      await this.#data.able(node.id, action);
      const back = action === 'enable' ? 'disable' : 'enable';
      const { name } = node;
      const text =
        action === 'enable'
          ? msg(str`已启用：${name}`, { id: 'enabled-one' })
          : msg(str`已禁用：${name}`, { id: 'disabled-one' });
      notify({ text, undo: () => this.#data.able(node.id, back) });
    });
  }

  async #delete(node: OrgNode): Promise<void> {
    await this.#agreed(node, 'delete', async () => {
      const undo = await this.#data.delete(node.id);
      notify({ text: msg('已删除', { id: 'deleted' }), undo });
    });
  }

  /** Shown first what comes of it; what the server refuses is told. */
  async #agreed(
    organisation: OrgNode,
    action: 'enable' | 'disable' | 'delete',
    go: () => Promise<void>,
  ): Promise<void> {
    try {
      const { agreeTo, goWords } = await import('./agree-to.ts');
      if (await agreeTo({ action, organisation }, goWords(action))) await go();
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
      await this.#data.load();
    }
  }

  override render() {
    const { nodes } = this.#data;
    const { busy, failure } = this.#data.loading;
    const editable = session.may('organisation', 'edit');
    return html`
      <gj-page-head heading=${msg('组织树', { id: 'organisation-tree' })} .actions=${this.#actions()}
        @act=${() => this.#add()}>
        ${failure ? nothing : html`<span slot="named" class="small muted"> ${nodes.length}</span>`}
        <input type="search" class="plain find" placeholder=${msg('名称、编码、税号', { id: 'org-search' })}
          aria-label=${msg('查找组织', { id: 'org-find' })} @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
          }} />
      </gj-page-head>
      ${
        failure
          ? html`<gj-state .failure=${failure} @retry=${() => this.#data.load()}></gj-state>`
          : html`<gj-org-tree class="grows shrinks-down framed footless" .nodes=${nodes} text=${this.text}
            ?editable=${editable} aria-busy=${busy}
            @open-org=${(event: CustomEvent<OrgNode>) => router.go(`${this.#form}/${event.detail.id}`)}
            @pick-action=${(event: CustomEvent<{ node: OrgNode; key: string }>) => this.#act(event.detail)}
            @move-org=${(event: CustomEvent<OrgMove>) => this.#move(event.detail)}></gj-org-tree>`
      }
    `;
  }
}
customElements.define('gj-organisations-page', OrganisationsPage);
