import { msg, str } from '@lit/localize';
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { notify } from '../../kit/gj-notices.ts';
import { session } from '../../session/session.ts';
import type { RecordEditor } from './record-editor.ts';

/** Milliseconds between two looks at whether others saved the record. */
const every = 10_000;
/**
 * Milliseconds without a touch after which nobody asks: the calls must not keep somebody signed in who has gone home.
 */
const asleep = 5 * 60_000;

/** Id of the platform as an author: its writes follow from what somebody did. */
const platform = '00000000-0000-7000-8000-000000000000';

interface Followed extends ReactiveControllerHost {
  readonly editor: RecordEditor | null;
  /** Nothing is typed, and nobody is at a field. */
  readonly atRest: boolean;
  /** It is shown as a document, in which nobody types. */
  readonly reads: boolean;
}

/**
 * Hears that somebody else saved the record that is on the page, while it is on the page. What comes of one's own doing,
 * here or elsewhere, is no news: it is taken up, unless that would take away what one is at.
 */
export class RecordNews implements ReactiveController {
  /** The person who saved it last, and that not here; empty: nobody. */
  by = '';
  /** It was oneself, in another place. */
  #own = false;
  readonly #host: Followed;
  #timer: ReturnType<typeof setInterval> | undefined;
  #touched = Date.now();
  #revision = 0;
  readonly #touch = () => {
    this.#touched = Date.now();
  };
  readonly #ask = () => void this.#look().catch(() => {});

  constructor(host: Followed) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, this.#touch, true);
    document.addEventListener('visibilitychange', this.#ask);
    this.#timer = setInterval(this.#ask, every);
  }

  hostDisconnected(): void {
    for (const event of ['pointerdown', 'keydown']) removeEventListener(event, this.#touch, true);
    document.removeEventListener('visibilitychange', this.#ask);
    clearInterval(this.#timer);
  }

  /** Drops the news once the record on the page has caught up. */
  hostUpdate(): void {
    if (this.by !== '' && !this.#isBehind()) this.by = '';
  }

  get text(): string {
    if (this.by === '') return '';
    return this.#own
      ? msg('您刚刚在别处保存了这条记录。', { id: 'saved-elsewhere' })
      : msg(str`${this.by} 刚刚保存了这条记录。`, { id: 'saved-by-other' });
  }

  /** The news above the record, with what takes it up. */
  shown(): TemplateResult | typeof nothing {
    const { text } = this;
    if (text === '') return nothing;
    return html`<p class="below-3 pad-1-2 chosen edged toned accent rounded-l" role="status">${text}
      <button class="plain" @click=${() => this.takeUp()}>${msg('加载最新内容', { id: 'load-news' })}</button></p>`;
  }

  /** Brings the other's values in beside the typed ones; fields that both changed are asked about when it is saved. */
  async takeUp(): Promise<void> {
    try {
      await this.#host.editor?.reload();
      this.by = '';
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
    this.#host.requestUpdate();
  }

  #isBehind(): boolean {
    const base = this.#host.editor?.base;
    return base !== null && base !== undefined && base.revision < this.#revision;
  }

  async #look(): Promise<void> {
    const { editor } = this.#host;
    const base = editor?.base;
    if (!editor || !base || editor.isSetting || editor.busy || this.by !== '') return;
    if (document.hidden || Date.now() - this.#touched > asleep) return;
    const query = {
      filter: JSON.stringify({ fact: 'id', operator: 'equal', value: base.id }),
      view: editor.rights.managed ? 'manage' : 'use',
      fields: 'modifiedBy',
      limit: 1,
    } as const;
    const path = { form: editor.place.outline.name };
    const { items } = await session.api.call('GET /api/forms/:form/records', { path, query });
    const [newest] = items;
    if (editor !== this.#host.editor || editor.busy || !newest) return;
    this.#revision = newest.revision;
    if (!this.#isBehind()) return;
    const { modifiedBy = null } = newest;
    const who = isObject(modifiedBy) ? modifiedBy['id'] : null;
    this.#own = who === session.who?.user.id;
    this.by = pointerName(modifiedBy);
    const { text } = this;
    const isQuiet = this.#own || who === platform;
    if (this.#host.atRest && (isQuiet || this.#host.reads)) {
      await this.takeUp();
      // A document that is read changes by itself, and says by whom.
      if (!isQuiet && this.by === '') notify({ text });
      return;
    }
    this.#host.requestUpdate();
  }
}
