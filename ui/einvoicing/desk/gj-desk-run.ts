import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Reference } from '../../../metadata/record-of.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { marked } from '../../fields/marked.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { table } from '../../kit/table/table.ts';
import type { Acting, Column } from '../../kit/table/table-shape.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Milliseconds between two looks while it goes on. */
const pause = 1500;
/** Documents that are drawn before somebody asks for more. */
const few = 20;
/** Of schemes and of tasks: they differ in what their rows are about. */
type Run = Wire<'auto-issue-run' | 'automation-run'>;
type RunRow = NonNullable<Run['rows']>[number];

/**
 * The failed rows of a run, a line each with its reason and another try of that one alone; and the progress while the
 * run goes on. Tells `done` whenever the run has become another.
 */
export class GjDeskRun extends withProperties(GjElement, {
  form: given<FormModel>(),
  record: given<Run>(),
  /** Whether rows may be tried again as they are. */
  again: flag(),
}) {
  static override styles = shared;

  readonly #revision = new Loading<number, string>(this, {
    key: () => (this.#isGoing ? this.record.id : undefined),
    load: async (_, signal) => {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const now = await session.api.call('GET /api/forms/:form/records/:id', {
        path: this.#path,
        query: { view: 'manage' },
        signal,
      });
      return now.revision;
    },
    again: () => 0,
    loaded: (revision) => {
      if (revision !== this.record.revision) this.emit('done');
    },
  });
  readonly #retrying = new Doing(this);

  get #isGoing(): boolean {
    return this.record.state === 'waiting' || this.record.state === 'running';
  }

  get #path() {
    return { form: this.form.name, id: this.record.id };
  }

  async #retry(row: string): Promise<void> {
    const ifMatch = this.record.revision;
    await this.#retrying.run(() =>
      session.api.call('POST /api/forms/:form/records/:id/actions/:action', {
        path: { ...this.#path, action: 'run-again' },
        body: { rows: [row] },
        ifMatch,
      }),
    );
    this.emit('done');
  }

  override render() {
    const refused = failureLine(this.#retrying.failure ?? this.#revision.failure);
    if (this.#isGoing) return html`<section class="card below-3">${this.#progress()}${refused}</section>`;
    const left = (this.record.rows ?? []).filter(({ outcome }) => outcome !== 'done');
    if (left.length === 0 || this.record.state === 'done')
      return refused === nothing ? nothing : html`<section class="card below-3">${refused}</section>`;
    return html`<section class="card below-3">
      <h2 class="below-1">${plural(msg(str`未成功 ${left.length} 张`, { id: 'desk-run-left' }))}</h2>
      ${this.again ? html`<p class="muted">${msg('重试以您的名义进行，只处理所选的一张；全部重试请用上方的“重试”。', { id: 'desk-run-hint' })}</p>` : nothing}
      ${refused}
      <div class="above-2">${table({
        caption: msg('每张的结果', { id: 'desk-results' }),
        columns: this.#columns(),
        rows: left,
        acting: this.again ? this.#acting : undefined,
        most: few,
        frame: 'framed',
      })}</div>
    </section>`;
  }

  #progress(): TemplateResult {
    // A row that is tried again waits before the counts say so.
    const rows = this.record.rows ?? [];
    const total = rows.length;
    const done = rows.filter(({ outcome }) => outcome !== 'waiting').length;
    const label = msg('执行进度', { id: 'desk-run-progress' });
    return html`<div class="flex wraps centred gap-1-4" role="status">${
      total > 0 ? plural(msg(str`已处理 ${done} / ${total} 张`, { id: 'desk-run-done' })) : label
    }</div>${
      total > 0
        ? html`<progress class="fills above-2" max=${total} value=${done} aria-label=${label}></progress>`
        : html`<progress class="fills above-2" aria-label=${label}></progress>`
    }`;
  }

  #columns(): readonly Column<RunRow>[] {
    const outcome = this.form.byName.get('rows')?.rows?.byName.get('outcome');
    return [
      {
        label: msg('单据', { id: 'desk-run-document' }),
        role: 'name',
        room: 'tight',
        href: (row) => this.#documentOf(row).address,
        cell: (row) => this.#documentOf(row).named,
      },
      {
        label: msg('结果', { id: 'desk-result' }),
        room: 'tight',
        cell: (row) => (outcome ? marked(row.outcome ?? null, outcome) : nothing),
      },
      {
        label: msg('原因', { id: 'desk-run-why' }),
        room: 'grow',
        look: 'as-typed',
        cell: ({ reason }) => reason ?? '',
      },
    ];
  }

  get #acting(): Acting<RunRow> {
    return {
      label: msg('重试', { id: 'desk-run-retry' }),
      name: (row) => msg(str`重试 ${this.#documentOf(row).named}`, { id: 'desk-run-retry-one' }),
      face: () => html`${icon('redo', 14)}${msg('重试', { id: 'desk-run-retry' })}`,
      act: ({ id }) => void this.#retry(id),
      busy: () => this.#retrying.busy,
    };
  }

  /** Answers the document of a row: its number or name, and its address. */
  #documentOf(row: RunRow): { readonly named: string; readonly address: string | undefined } {
    const fields = this.form.byName.get('rows')?.rows?.fields;
    const document = fields?.find(({ target }) => target !== undefined);
    const value = document && (row[document.name] as Reference | null | undefined);
    if (!value) return { named: '', address: undefined };
    const form = document?.target === undefined ? undefined : session.formById(document.target);
    return {
      named: value.number ?? value.name ?? '',
      address: form && `/forms/${form.name}/${value.id}`,
    };
  }
}
customElements.define('gj-desk-run', GjDeskRun);
