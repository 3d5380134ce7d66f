import { msg } from '@lit/localize';
import { html } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { openOver } from '../../kit/dialog/open-over.ts';
import { Doing } from '../../kit/doing.ts';
import { shared } from '../../theme/shared.ts';

/** The card from which records go back to what they were, beside the backups. */
export class GjSetBack extends GjElement {
  static override styles = [shared];
  readonly #opening = new Doing(this, { notifies: true });

  readonly #open = () =>
    this.#opening.run(async () => {
      const { GjSetBackDialog } = await import('./gj-set-back-dialog.ts');
      await openOver(new GjSetBackDialog(), { closed: () => null }, this);
    });

  override render() {
    return html`<section class="card">
      <h2 class="below-2">${msg('恢复记录', { id: 'set-back-card' })}</h2>
      <p class="muted">${msg(
        '把一个表单的记录恢复到过去某一时刻的样子。按历史版本恢复，不需要备份，也不必停止服务。',
        {
          id: 'set-back-card-help',
        },
      )}</p>
      <button class="above-2" @click=${this.#open}>${icon('undo')}${msg('恢复到过去的时刻…', { id: 'set-back-open' })}</button>
    </section>`;
  }
}
customElements.define('gj-set-back', GjSetBack);
