import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { session } from '../session/session.ts';
import { everyRecord } from './every-record.ts';

/** An organisation of the control tree, as its administrator sees it. */
export interface OrgNode {
  readonly id: string;
  readonly revision: number;
  readonly number: string;
  readonly name: string;
  readonly parent: { readonly id: string } | null;
  readonly taxNumber: string | null;
  readonly leaf: boolean | null;
  readonly enabled: boolean;
}

const fields = 'number,name,parent,taxNumber,leaf,enabled,revision';

function path(): string {
  return `/api/forms/${session.formById('organisation')?.name ?? 'organisation'}/records`;
}

/** All organisations with their places; moves them. */
export class OrgTreeData implements ReactiveController {
  nodes: readonly OrgNode[] = [];
  busy = false;
  failure: unknown = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  async load(): Promise<void> {
    this.busy = true;
    this.#host.requestUpdate();
    try {
      this.nodes = await everyRecord<OrgNode>('organisation', fields);
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
    this.#host.requestUpdate();
  }

  /** Enables or disables one; throws what the server refuses. */
  async able(id: string, action: 'enable' | 'disable'): Promise<void> {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) return;
    const after = await session.api.post<OrgNode>(`${path()}/${id}/actions/${action}`, undefined, {
      ifMatch: node.revision,
    });
    this.nodes = this.nodes.map((other) => (other.id === id ? { ...other, ...after } : other));
    this.#host.requestUpdate();
    await session.refresh();
  }

  /** Deletes one, and answers what brings it back; throws what the server refuses. */
  async delete(id: string): Promise<() => Promise<void>> {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) throw new Error('there is no such organisation');
    const { revision } = node;
    await session.api.delete(`${path()}/${id}`, { ifMatch: revision });
    await this.load();
    await session.refresh();
    return async () => {
      await session.api.post(`${path()}/${id}/history/${revision}/restore`, undefined, { ifMatch: 0 });
      await this.load();
      await session.refresh();
    };
  }

  /** Puts one below another; throws what the server refuses. */
  async move(id: string, parent: string): Promise<void> {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) return;
    const body = { parent: { id: parent } };
    const moved = await session.api.patch<OrgNode>(`${path()}/${id}`, body, { ifMatch: node.revision });
    this.nodes = this.nodes.map((other) => (other.id === id ? { ...other, ...moved } : other));
    this.#host.requestUpdate();
    await session.refresh();
  }
}
