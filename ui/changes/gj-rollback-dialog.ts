import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { basket } from '../basket/basket.ts';
import type { ChangeSet, ChangeSummary } from '../basket/change-set.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { setName } from './change-words.ts';
import '../kit/gj-record-dialog.ts';

/** Makes a draft that undoes what was published, as far as it still stands. Tells `closed`. */
export class GjRollbackDialog extends withProperties(GjElement, {
  set: given<ChangeSummary>(),
  reason: state(''),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [shared, dialogStyles];

  async #go(): Promise<void> {
    this.busy = true;
    this.failure = null;
    const reason = this.reason.trim();
    try {
      const { id, revision: ifMatch } = this.set;
      const made = await session.api.call('POST /api/changesets/:id/rollback', {
        path: { id },
        body: reason ? { reason } : {},
        ifMatch,
      });
      this.emitUp('closed');
      void basket.refresh(true);
      leftOf.set(made.id, made.left ?? []);
      await router.go(`/changes/${made.id}`);
    } catch (failure) {
      this.failure = failure;
      this.busy = false;
    }
  }

  override render() {
    return html`<gj-record-dialog label=${msg('回滚', { id: 'change-rollback' })}>
      <div class="stack stack-3">
        <p>${setName(this.set)}</p>
        <p class="muted">${msg('会新建一个草稿，把其中仍保持原样的改动恢复到之前；此后又被改过的列出来，不会覆盖。检查后再发布。', { id: 'change-rollback-help' })}</p>
        <label class="text-field"><span>${msg('原因', { id: 'reason' })}</span>
          <input maxlength="500" autocomplete="off" .value=${this.reason} @input=${(event: Event) => {
            this.reason = (event.target as HTMLInputElement).value;
          }} /></label>
        ${this.failure === null ? nothing : html`<p class="problem" role="alert">${failureText(this.failure)}</p>`}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.#go()}>${msg('新建回滚草稿', { id: 'change-rollback-go' })}</button>
    </gj-record-dialog>`;
  }
}

/** What a roll back that was just made could not take along, by the id of its set. */
export const leftOf = new Map<string, NonNullable<ChangeSet['left']>>();
customElements.define('gj-rollback-dialog', GjRollbackDialog);
