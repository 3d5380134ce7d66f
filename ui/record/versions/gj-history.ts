import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { notify } from '../../kit/gj-notices.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { moment } from '../../kit/moment.ts';
import { ApiProblem } from '../../session/api.ts';
import { shared } from '../../theme/shared.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { type TrailDomain, TrailWords } from './audit-action.ts';
import { readVersions, restoreVersion, type Version } from './record-actions.ts';
import { thinnedNote } from './thinned-note.ts';
import '../compare/gj-changes.ts';
import '../../kit/dialog/gj-dialog.ts';

/** Versions of a record with what each changed; one of them can be brought back. Tells `restored` and `closed`. */
export class GjHistory extends withProperties(GjElement, {
  domains: given<readonly TrailDomain[]>(() => []),
  editor: given<RecordEditor>(),
  /** The version that is open at first; null: the newest. */
  first: given<number | null>(null),
  open: state<number | null>(null),
}) {
  static override styles = shared;

  readonly #words = new TrailWords(this);
  readonly #versions = new GrowingList<Version, true, number>(this, {
    page: (_, before) => readVersions(this.editor, before),
    loaded: ({ items }) => {
      const wanted = items.find(({ revision }) => revision === this.first);
      const newest = items[0];
      // How it was made is told by a line: what it was made of stands on the record.
      const shown = wanted ?? (newest && isCreation(newest) ? undefined : newest);
      this.open = shown?.revision ?? null;
    },
  });
  /** The restoring of a version; the list that was read stays when it fails. */
  readonly #restoring = new Doing(this, { notifies: true });

  async #restore(revision: number): Promise<void> {
    await this.#restoring.run(async () => {
      try {
        const record = await restoreVersion(this.editor, revision, this.#isGone ? 0 : this.#seen);
        this.emit('restored', { record, revision });
      } catch (failure) {
        if (!(failure instanceof ApiProblem && failure.status === 412)) throw failure;
        await this.#catchUp(failure);
      }
    });
  }

  get #isGone(): boolean {
    // What a publish made of its values is no version of it.
    return this.#versions.items.find(({ operation }) => operation !== 'publish')?.record === null;
  }
  get #seen(): number {
    return this.editor.base?.revision ?? 0;
  }

  /** Reads what somebody who was faster did, so that it is seen before one tries again. */
  async #catchUp(failure: ApiProblem): Promise<void> {
    notify({ text: failureText(failure), kind: 'error' });
    // A version that could not be shown is not taken as seen.
    if ((await this.#versions.load()) && !this.#isGone) await this.editor.reload();
  }

  override render() {
    return html`<gj-dialog drawer wide plain .label=${msg('历史版本', { id: 'versions' })}>${this.#versions.shown(
      ({ items }) => this.#body(items),
    )}</gj-dialog>`;
  }

  #body(versions: readonly Version[]): TemplateResult {
    return html`<ol>${versions.map((version, at) => this.#version(version, at === 0))}</ol>
      ${thinnedNote(this.#versions)}
      ${
        this.#versions.next === null
          ? nothing
          : html`<div class="across at-end above-2"><button class="plain" ?disabled=${this.#versions.busy}
              @click=${() => this.#versions.more()}>${msg('更多', { id: 'more' })}</button></div>`
      }`;
  }

  #version(version: Version, newest: boolean): TemplateResult {
    const { revision, operation, at, actor, reason, changes } = version;
    const open = this.open === revision;
    return html`<li class="below-2 edged rounded-l">
      <button class="entry" aria-expanded=${open} @click=${() => {
        this.open = open ? null : revision;
      }}>
        <b class="bold">${this.#words.name(operation, this.editor.form)}</b>
        <span class="grows muted smaller">${moment(at, true)}\u00a0· ${actor.name}${reason ? `\u00a0· ${reason}` : ''}</span>
        <span class="muted small">${
          changes.length > 0 && !isCreation(version)
            ? msg(str`${changes.length} 处`, { id: 'change-count' })
            : nothing
        }</span>
      </button>
      ${open ? this.#detail(version, newest) : nothing}
    </li>`;
  }

  #detail({ revision, changes, record }: Version, newest: boolean): TemplateResult {
    const mayRestore = !newest && record !== null && !this.editor.isReadonly;
    return html`<div class="pad-2">
      <gj-changes .form=${this.editor.form} .changes=${changes}></gj-changes>
      ${
        mayRestore
          ? html`<div class="across at-end above-2">
              ${this.editor.dirty ? html`<span class="muted small">${msg('先保存或放弃修改', { id: 'save-first' })}</span>` : nothing}
              <button ?disabled=${this.#restoring.busy || this.editor.dirty}
              @click=${() => this.#restore(revision)}>${msg('恢复到此版本', { id: 'restore-this' })}</button></div>`
          : nothing
      }
    </div>`;
  }
}
function isCreation({ operation }: Pick<Version, 'operation'>): boolean {
  return operation === 'create';
}
customElements.define('gj-history', GjHistory);
