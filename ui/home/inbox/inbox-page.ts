import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Inbox } from '../../../metadata/contract/inbox/calls.ts';
import { type InboxState, inboxStates } from '../../../metadata/inbox.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import type { Tab } from '../../kit/gj-tabs.ts';
import { Loading } from '../../kit/loading.ts';
import { listed, plural } from '../../session/i18n.ts';
import { ownInbox } from '../../session/inbox.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import './gj-inbox-list.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-tabs.ts';

/** What needs this person, by what is wanted of him; and what he put off, gave away or was done with. */
export class InboxPage extends withProperties(GjElement, {
  view: state<InboxState>(() => stateOf(router.place.query.get('state'))),
}) {
  static override styles = [
    shared,
    page,
    css`
      .narrow {
        max-width: var(--gj-size-960);
      }
      @media (hover: none), (max-width: 600px) {
        .keys {
          display: none;
        }
      }
    `,
  ];

  readonly #inbox = new Loading<Inbox, string>(this, {
    key: () => `${session.org?.number ?? ''} ${this.view}`,
    load: (_, signal) => ownInbox.read(this.view, signal),
  });
  readonly #changed = () => {
    const { open } = ownInbox;
    if (this.view === 'open' && open) this.#inbox.set(open);
    else void this.#inbox.load();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    ownInbox.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    ownInbox.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  #choose(view: InboxState): void {
    this.view = view;
    router.rewrite(new URLSearchParams(view === 'open' ? {} : { state: view }));
  }

  override render() {
    return html`<gj-page-head heading=${msg('收件箱', { id: 'inbox' })}>
        <gj-tabs slot="tabs" .tabs=${this.#tabs} tab=${this.view}
            @tab=${({ detail }: CustomEvent<InboxState>) => this.#choose(detail)}></gj-tabs>
      </gj-page-head>
      ${this.#inbox.shown((inbox) => this.#all(inbox), { outline: { rows: 6 } })}`;
  }

  get #tabs(): readonly Tab[] {
    const { counts } = this.#inbox.value ?? {};
    const tab = (key: InboxState, words: string): Tab => {
      const count = counts?.[key] ?? 0;
      return { key, text: count > 0 ? `${words} ${count}` : words };
    };
    return [
      tab('open', msg('需要处理', { id: 'inbox-open' })),
      tab('assigned', msg('已交给他人', { id: 'inbox-given' })),
      tab('snoozed', msg('已推迟', { id: 'inbox-later' })),
      tab('done', msg('已办完', { id: 'inbox-closed' })),
    ];
  }

  #all({ items, unasked }: Inbox): TemplateResult {
    return html`<div class="stack narrow">
      ${
        unasked.length > 0
          ? html`<p class="in-warn across" role="status">${icon('alert')}${msg('暂时无法读取：', { id: 'inbox-unasked' })}${listed(unasked)}
              <button class="plain" @click=${() => this.#inbox.load()}>${msg('重试', { id: 'retry' })}</button></p>`
          : nothing
      }
      ${
        items.length > 0
          ? html`<p class="sr-only" role="status">${plural(msg(str`还有 ${items.length} 项`, { id: 'inbox-left' }))}</p>`
          : nothing
      }
      <gj-inbox-list .items=${items} label=${msg('收件箱', { id: 'inbox' })}></gj-inbox-list>
      ${items.length === 0 ? html`<gj-state symbol="check" text=${this.#none}></gj-state>` : nothing}
      ${
        items.length > 0 && this.view === 'open'
          ? html`<p class="keys small muted">${msg('键盘：↑ ↓ 或 J K 选择，Enter 打开，Y 审核通过，R 处理，E 办完，S 推迟，A 交给同事。', { id: 'inbox-keys' })}</p>`
          : nothing
      }
    </div>`;
  }

  get #none(): string {
    const texts: Readonly<Record<InboxState, string>> = {
      open: msg('没有需要处理的事项。失败、审批、期限、额度和您的草稿会出现在这里。', { id: 'inbox-none' }),
      assigned: msg('没有交给他人的事项。', { id: 'inbox-none-given' }),
      snoozed: msg('没有推迟的事项。', { id: 'inbox-none-later' }),
      done: msg('还没有办完的事项。有新情况时，办完的事项会再次出现。', { id: 'inbox-none-done' }),
    };
    return texts[this.view];
  }
}

function stateOf(said: string | null): InboxState {
  return inboxStates.find((one) => one === said) ?? 'open';
}
customElements.define('gj-inbox-page', InboxPage);
