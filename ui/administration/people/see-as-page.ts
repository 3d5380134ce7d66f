import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { whereForm } from '../../kit/where-form.ts';
import { readPlatformRecord } from '../../model/one-record.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import '../../kit/gj-state.ts';
import '../../kit/gj-page-head.ts';

/** An administrator looks at what a user sees, and changes nothing. */
export class SeeAsPage extends withProperties(GjElement, { user: text() }) {
  static override styles = [
    shared,
    page,
    css`
      .card {
        max-width: var(--gj-size-560);
      }
      ul {
        padding-inline-start: var(--gj-5);
        list-style: disc;
      }
      li {
        padding-block: var(--gj-half);
      }
    `,
  ];

  readonly #record = new Loading(this, {
    key: () => this.user || undefined,
    load: (user, signal) => readPlatformRecord('user', user, signal),
  });
  readonly #doing = new Doing(this);

  override render() {
    const { value: record, failure } = this.#record;
    if (failure) return html`<gj-state .failure=${failure} @retry=${() => this.#record.load()}></gj-state>`;
    const name = `${record?.['number'] ?? ''} ${record?.['name'] ?? ''}`;
    const form = session.formById('user');
    return html`
      <gj-page-head heading=${msg(str`以用户身份查看：${name}`, { id: 'see-as-of' })}>${
        form && record
          ? whereForm(form, html`<a href=${`/forms/${form.name}/${record.id}`}>${name}</a>`)
          : nothing
      }</gj-page-head>
      <section class="card stack-3">
        <p>${msg('所有页面按这个用户的权限显示，用来核对他能看到什么、能做什么。', { id: 'see-as-means' })}</p>
        <ul class="muted">
          <li>${msg('什么也不能更改，密文参数不显示。', { id: 'see-as-reads' })}</li>
          <li>${msg('对这个浏览器的所有标签页有效，一小时后结束，也可随时在页面顶部结束。', { id: 'see-as-ends' })}</li>
          <li>${msg('开始和结束写入审计记录；期间的导出和被拒绝的请求记在您名下。', { id: 'see-as-noted' })}</li>
        </ul>
        ${this.#doing.shown()}
        <div><button class="primary" ?disabled=${!record || this.#doing.busy} @click=${() =>
          this.#doing.run(() =>
            session.seeAs(this.user),
          )}>${msg('开始查看', { id: 'see-as-begin' })}</button></div>
      </section>
    `;
  }
}
customElements.define('gj-see-as-page', SeeAsPage);
