import type { ReactiveControllerHost } from 'lit';
import { Loading } from '../kit/loading.ts';
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
export class OrgTreeData {
  readonly loading: Loading<readonly OrgNode[]>;

  constructor(host: ReactiveControllerHost) {
    this.loading = new Loading(host, { load: () => everyRecord<OrgNode>('organisation', fields) });
  }

  get nodes(): readonly OrgNode[] {
    return this.loading.value ?? [];
  }

  async load(): Promise<void> {
    await this.loading.load(true);
  }

  /** What is said of one by now. */
  #heard(id: string, now: OrgNode): void {
    this.loading.set(this.nodes.map((other) => (other.id === id ? { ...other, ...now } : other)));
  }

  /** Enables or disables one; throws what the server refuses. */
  async able(id: string, action: 'enable' | 'disable'): Promise<void> {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) return;
    const after = await session.api.post<OrgNode>(`${path()}/${id}/actions/${action}`, undefined, {
      ifMatch: node.revision,
    });
    this.#heard(id, after);
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
    this.#heard(id, moved);
    await session.refresh();
  }
}
