import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { OwnSession } from '../../../metadata/contract/people/credentials.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { Doing } from '../../kit/doing.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { deviceName, isHandheld } from '../two-step/device-name.ts';

/** Where one is signed in, oneself or, with `user`, somebody else: each with its device; one or all are ended. */
export class GjSessions extends withProperties(GjElement, {
  /** Id of another user. */
  user: text(),
}) {
  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        min-height: var(--gj-control);
        padding-block: var(--gj-1h);
      }
    `,
  ];

  readonly #sessions = new Loading(this, {
    key: () => this.user,
    load: async (user, signal) => {
      const asked = user
        ? session.api.call('GET /api/users/:id/sessions', { path: { id: user }, signal })
        : session.api.call('GET /api/me/sessions', { signal });
      return (await asked).items;
    },
  });
  readonly #ending = new Doing(this, { notifies: true });

  async #end({ id, agent }: OwnSession): Promise<void> {
    const device = nameOf(agent);
    const end = async () => {
      await session.api.call('DELETE /api/me/sessions/:session', { path: { session: id } });
      await this.#sessions.load();
    };
    await this.#ending.run(end, { done: msg(str`“${device}”已退出登录`, { id: 'session-left' }) });
  }

  #endAll(): Promise<boolean> {
    const { user } = this;
    return openForm(this, {
      label: user
        ? msg('结束这个用户的所有登录', { id: 'sessions-end-all' })
        : msg('退出其他设备', { id: 'sessions-end-others' }),
      before: () =>
        html`<p>${
          user
            ? msg('这个用户在每台设备上都要重新登录；未保存的输入保留在其浏览器里。访问令牌不受影响。', {
                id: 'sessions-end-all-means',
              })
            : msg(
                '除这台设备外，其他设备都要重新登录；未保存的输入保留在各自的浏览器里。访问令牌不受影响。',
                {
                  id: 'sessions-end-others-means',
                },
              )
        }</p>`,
      act: msg('退出登录', { id: 'sessions-end' }),
      danger: true,
      send: async () => {
        if (user) await session.api.call('DELETE /api/users/:id/sessions', { path: { id: user } });
        else await session.api.call('DELETE /api/me/sessions');
        await this.#sessions.load();
        notify({
          text: user
            ? msg('这个用户的登录已全部结束', { id: 'sessions-all-ended' })
            : msg('其他设备都已退出登录', { id: 'sessions-others-ended' }),
        });
      },
    });
  }

  override render() {
    return html`${this.#sessions.shown((all) =>
      all.length === 0
        ? html`<p class="muted">${msg('没有在任何设备上登录', { id: 'sessions-none' })}</p>`
        : html`<ul class="parted">${all.map((one) => this.#row(one))}</ul>
          ${
            all.length > (this.user ? 0 : 1)
              ? html`<div class="above-2"><button @click=${() => this.#endAll()}>${
                  this.user
                    ? msg('结束所有登录…', { id: 'sessions-end-all-ask' })
                    : msg('退出其他设备…', { id: 'sessions-end-others-ask' })
                }</button></div>`
              : nothing
          }`,
    )}`;
  }

  #row(one: OwnSession): TemplateResult {
    const { agent, address, current, lastUsedAt, signedInAt, byProvider } = one;
    const device = nameOf(agent);
    const here = this.user
      ? msg('正在使用', { id: 'session-yours' })
      : msg('这台设备', { id: 'session-this' });
    const facts = [
      address,
      current ? '' : msg(str`最近使用 ${moment(lastUsedAt)}`, { id: 'session-last-used' }),
      msg(str`登录于 ${moment(signedInAt)}`, { id: 'session-began' }),
      byProvider ? msg('通过登录提供方', { id: 'session-by-provider' }) : '',
    ];
    return html`<li class="gap-2-3">
      <span class="muted">${icon(isHandheld(agent) ? 'phone' : 'screen')}</span>
      <div class="shrinks"><div>${dotted(device)}${
        current ? html` <span class="badge ok">${here}</span>` : nothing
      }</div>
        <div class="small muted breaks">${dotted(facts)}</div></div>
      ${
        this.user || current
          ? html`<span></span>`
          : html`<button class="plain" aria-label=${msg(str`退出“${device}”`, { id: 'session-end-of' })}
              @click=${() => this.#end(one)}>${msg('退出', { id: 'session-end' })}</button>`
      }
    </li>`;
  }
}
customElements.define('gj-sessions', GjSessions);

function nameOf(agent: string | null): string {
  return deviceName(agent) ?? msg('未知设备', { id: 'session-unknown-device' });
}
