import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { ListedRecord } from '../model/record-list.ts';
import { router } from '../session/router.ts';
import type { GjRecordGrid } from './gj-record-grid.ts';
import type { ListData } from './state/list-data.ts';

/** The record that is looked at beside its list, and the way on from it: J and K, Space again or Esc closes it. */
export class ListPeek implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #data: ListData;
  readonly #grid: () => GjRecordGrid | null;
  #record: ListedRecord | null = null;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    { data, grid }: { readonly data: ListData; readonly grid: () => GjRecordGrid | null },
  ) {
    this.#host = host;
    this.#data = data;
    this.#grid = grid;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Closes the record once the list does not have it any more. */
  hostUpdate(): void {
    if (this.#record && this.#data.list?.begun && this.#at < 0) this.#record = null;
  }

  get open(): boolean {
    return this.#record !== null;
  }

  get #at(): number {
    return this.#data.list?.items.findIndex(({ id }) => id === this.#record?.id) ?? -1;
  }

  /** The same once more closes it. */
  show(record: ListedRecord): void {
    this.#record = record.id === this.#record?.id ? null : record;
    this.#host.requestUpdate();
    void import('./gj-peek.ts');
  }

  close(): void {
    this.#record = null;
    this.#host.requestUpdate();
    this.#grid()?.focus();
  }

  /** Answers whether the key was meant for it. */
  key({ key }: KeyboardEvent): boolean {
    if (!this.#record) return false;
    const step = { j: 1, k: -1 }[key.toLowerCase()];
    if (step !== undefined) this.#step(step);
    else if (key === 'Escape') this.close();
    else return false;
    return true;
  }

  #step(by: number): void {
    const at = this.#at + by;
    const next = this.#data.list?.items[at];
    if (!next) return;
    this.#record = next;
    this.#grid()?.reach(at);
    this.#host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const { form, state, list } = this.#data;
    const record = this.#record;
    if (!record || !form) return nothing;
    const at = this.#at;
    return html`<gj-peek .form=${form} record=${record.id} view=${state.view} ?before=${at > 0}
      ?after=${at + 1 < (list?.loaded ?? 0)}
      @step=${({ detail }: CustomEvent<number>) => this.#step(detail)} @closed=${() => this.close()}
      @open=${() => router.go(`/forms/${form.name}/${record.id}`)}></gj-peek>`;
  }
}
