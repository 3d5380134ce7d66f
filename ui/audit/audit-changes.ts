import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TrailEntry } from '../../metadata/contract/audit/calls.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import type { Version } from '../record/record-actions.ts';
import { session } from '../session/session.ts';

/** What a write of the trail changed, field by field, as far as one may see the record's history. */
export class AuditChanges implements ReactiveController {
  form: FormModel | null = null;
  changes: Version['changes'] = [];
  busy = false;
  readonly #host: ReactiveControllerHost;
  #asked: TrailEntry | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async load(item: TrailEntry): Promise<void> {
    this.#asked = item;
    [this.form, this.changes] = [null, []];
    if (!item.form || !session.form(item.form)) return;
    this.busy = true;
    try {
      const before = item.revision === undefined ? '' : `?before=${item.revision + 1}&limit=1`;
      const path = `/api/forms/${encodeURIComponent(item.form)}/records/${item.target}/history${before}`;
      const [form, { items }] = await Promise.all([
        forms.get(item.form),
        session.api.get<{ items: readonly Version[] }>(path),
      ]);
      if (this.#asked !== item) return;
      this.form = form;
      this.changes = items.find(({ revision }) => revision === item.revision)?.changes ?? [];
    } catch {
      // Who did what is told all the same.
    }
    this.busy = false;
    this.#host.requestUpdate();
  }
}
