import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { moment } from '../kit/moment.ts';
import { ApiProblem } from '../session/api.ts';
import { shared } from '../theme/shared.ts';
import { auditAction, type TrailDomain } from './audit-action.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { readVersions, restoreVersion, type Version } from './record-actions.ts';
import './gj-changes.ts';
import '../kit/gj-record-dialog.ts';
import '../kit/gj-state.ts';

/** Versions of a record with what each changed; one of them can be brought back. Tells `restored` and `closed`. */
export class GjHistory extends withProperties(GjElement, {
  domains: given<readonly TrailDomain[]>(() => []),
  editor: given<RecordEditor>(),
  versions: state<readonly Version[] | null>(null),
  /** The revision before which there are more. */
  older: state<number | null>(null),
  failure: state<unknown>(null),
  open: state<number | null>(null),
  busy: state(false),
}) {
  static override styles = [
    shared,
    css`
      .head {
        padding: var(--gj-1h) var(--gj-2h);
        justify-content: flex-start;
      }
      .head .when {
        color: var(--gj-muted);
      }
      .detail {
        padding: 0 var(--gj-2h) var(--gj-2h);
      }
      .foot {
        justify-content: flex-end;
      }
    `,
  ];

  protected override firstUpdated(): void {
    void this.#load();
  }

  /** Whether it could be read. */
  async #load(): Promise<boolean> {
    this.failure = null;
    try {
      const { items, next } = await readVersions(this.editor);
      [this.versions, this.older] = [items, next];
      this.open = items[0]?.revision ?? null;
      return true;
    } catch (failure) {
      // What is there already stays.
      if (this.versions) notify({ kind: 'error', text: failureText(failure) });
      else this.failure = failure;
      return false;
    }
  }

  async #more(): Promise<void> {
    this.busy = true;
    try {
      const { items, next } = await readVersions(this.editor, this.older);
      [this.versions, this.older] = [[...(this.versions ?? []), ...items], next];
    } catch (failure) {
      notify({ kind: 'error', text: failureText(failure) });
    }
    this.busy = false;
  }

  async #restore(revision: number): Promise<void> {
    this.busy = true;
    try {
      const record = await restoreVersion(this.editor, revision, this.#isGone ? 0 : this.#seen);
      this.emit('restored', { record, revision });
    } catch (failure) {
      // What was read stays: only what was asked for did not happen.
      if (!(failure instanceof ApiProblem && failure.status === 412))
        notify({ kind: 'error', text: failureText(failure) });
      else await this.#catchUp(failure);
    } finally {
      this.busy = false;
    }
  }

  get #isGone(): boolean {
    return this.versions?.[0]?.record === null;
  }
  get #seen(): number {
    return this.editor.base?.revision ?? 0;
  }

  /** Somebody was faster: what he did is shown before it is asked again. */
  async #catchUp(failure: ApiProblem): Promise<void> {
    notify({ text: failureText(failure), kind: 'error' });
    // What could not be shown is not taken as seen.
    if ((await this.#load()) && !this.#isGone) await this.editor.reload();
  }

  override render() {
    return html`<gj-record-dialog drawer wide plain .label=${msg('历史版本', { id: 'versions' })}>${this.#body()}</gj-record-dialog>`;
  }

  #body() {
    if (this.failure !== null)
      return html`<gj-state failed .text=${failureText(this.failure)} @retry=${this.#load}></gj-state>`;
    if (!this.versions) return html`<div aria-busy="true"></div>`;
    return html`<ol class="unmarked">${this.versions.map((version, at) => this.#version(version, at === 0))}</ol>
      ${
        this.older === null
          ? nothing
          : html`<div class="foot across above-2"><button class="plain" ?disabled=${this.busy} @click=${() => this.#more()}>${msg('更多', { id: 'more' })}</button></div>`
      }`;
  }

  #version(version: Version, newest: boolean): TemplateResult {
    const { revision, operation, at, actor, reason, changes } = version;
    const open = this.open === revision;
    return html`<li class="below-2 edged rounded-l">
      <button class="head across fills low-as-text to-start many-lines borderless rounded-l" aria-expanded=${open} @click=${() => {
        this.open = open ? null : revision;
      }}>
        <b class="bold">${auditAction(this.domains, operation, this.editor.form)}</b>
        <span class="when grows smaller">${moment(at, true)} · ${actor.name}${reason ? ` · ${reason}` : ''}</span>
        <span class="muted small">${
          changes.length > 0 ? msg(str`${changes.length} 处`, { id: 'change-count' }) : nothing
        }</span>
      </button>
      ${open ? this.#detail(version, newest) : nothing}
    </li>`;
  }

  #detail({ revision, changes, record }: Version, newest: boolean): TemplateResult {
    const mayRestore = !newest && record !== null && !this.editor.isReadonly;
    return html`<div class="detail">
      <gj-changes .form=${this.editor.form} .changes=${changes}></gj-changes>
      ${
        mayRestore
          ? html`<div class="foot across above-2">
              ${this.editor.dirty ? html`<span class="muted small">${msg('先保存或放弃修改', { id: 'save-first' })}</span>` : nothing}
              <button ?disabled=${this.busy || this.editor.dirty}
              @click=${() => this.#restore(revision)}>${msg('恢复到此版本', { id: 'restore-this' })}</button></div>`
          : nothing
      }
    </div>`;
  }
}
customElements.define('gj-history', GjHistory);
