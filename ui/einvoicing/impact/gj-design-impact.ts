import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { design } from '../../design/work/design-data.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import './gj-impact.ts';

/** The latest applications that would be issued differently once the design is published, and the way to try it. */
export class GjDesignImpact extends withProperties(GjElement, {
  /** All that was done is with the server, which is asked. */
  stands: state(false),
}) {
  static override styles = shared;
  readonly #moved = () => void this.#settle();

  override connectedCallback(): void {
    super.connectedCallback();
    design.addEventListener('change', this.#moved);
    void this.#settle();
  }

  override disconnectedCallback(): void {
    design.removeEventListener('change', this.#moved);
    super.disconnectedCallback();
  }

  async #settle(): Promise<void> {
    await design.settle();
    this.stands = true;
    this.requestUpdate();
  }

  override render() {
    const { head, steps, log, drawn } = design;
    if (!this.stands) return html`<div aria-busy="true"></div>`;
    if (!head || steps.length === 0)
      return html`<p class="below-3">${msg('这里还没有改动：先改一改，再看会影响哪些申请单。', { id: 'impact-same' })}</p>`;
    if (drawn?.issues.some(({ severity }) => severity === 'error'))
      return html`<p class="below-3" role="alert">${msg('先改好设计里标出的错误：有错误的设计无法试算。', { id: 'design-impact-mend' })}</p>`;
    return html`<p class="below-3">${msg('最近 90 天的申请单会按当前配置和这个设计各算一遍，不会保存任何内容。', { id: 'design-impact-what' })}</p>
      <gj-impact .org=${session.org?.number ?? ''} .version=${String(log.length)}
          .under=${{ trial: { design: head.id } }}></gj-impact>
      ${
        session.form('invoice-application')
          ? html`<p class="above-3"><a href="/lab?design=${head.id}">${msg('在规则试算里试这个设计', { id: 'design-impact-lab' })}</a></p>`
          : nothing
      }`;
  }
}
customElements.define('gj-design-impact', GjDesignImpact);
