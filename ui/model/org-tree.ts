import type { ReactiveControllerHost } from 'lit';
import { pointerOf, textOf } from '../../metadata/common/read.ts';
import type { WireRecord } from '../../metadata/contract/records/record.ts';
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

/** A record of an organisation; what was not asked for is null. */
export function orgNodeOf(record: WireRecord): OrgNode {
  const { id, revision } = record;
  const parent = pointerOf(record['parent']);
  const leaf = record['leaf'];
  return {
    id,
    revision,
    number: textOf(record['number']) ?? '',
    name: textOf(record['name']) ?? '',
    parent: parent && { id: parent.id },
    taxNumber: textOf(record['taxNumber']),
    leaf: typeof leaf === 'boolean' ? leaf : null,
    enabled: record['enabled'] === true,
  };
}

function pathOf(id: string) {
  return { form: session.formById('organisation')?.name ?? 'organisation', id };
}

/** All organisations with their places; moves them. */
export class OrgTreeData {
  readonly loading: Loading<readonly OrgNode[]>;

  constructor(host: ReactiveControllerHost) {
    this.loading = new Loading<readonly OrgNode[]>(host, {
      load: async () => (await everyRecord('organisation', fields)).map(orgNodeOf),
    });
  }

  get nodes(): readonly OrgNode[] {
    return this.loading.value ?? [];
  }

  async load(): Promise<void> {
    await this.loading.load(true);
  }

  /** Takes over the newer record of an organisation. */
  #heard(now: WireRecord): void {
    this.loading.set(this.nodes.map((other) => (other.id === now.id ? orgNodeOf(now) : other)));
  }

  /** Enables or disables one; throws what the server refuses. */
  async able(id: string, action: 'enable' | 'disable'): Promise<void> {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) return;
    const after = await session.api.call('POST /api/forms/:form/records/:id/actions/:action', {
      path: { ...pathOf(id), action },
      ifMatch: node.revision,
    });
    this.#heard(after);
    await session.refresh();
  }

  /** Deletes one, and answers what brings it back; throws what the server refuses. */
  async delete(id: string): Promise<() => Promise<void>> {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) throw new Error('there is no such organisation');
    const { revision } = node;
    const path = pathOf(id);
    await session.api.call('DELETE /api/forms/:form/records/:id', { path, ifMatch: revision });
    await this.load();
    await session.refresh();
    return async () => {
      await session.api.call('POST /api/forms/:form/records/:id/history/:revision/restore', {
        path: { ...path, revision: String(revision) },
        ifMatch: 0,
      });
      await this.load();
      await session.refresh();
    };
  }

  /** Puts one below another; throws what the server refuses. */
  async move(id: string, parent: string): Promise<void> {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) return;
    const moved = await session.api.call('PATCH /api/forms/:form/records/:id', {
      path: pathOf(id),
      body: { parent: { id: parent } },
      ifMatch: node.revision,
    });
    this.#heard(moved);
    await session.refresh();
  }
}
