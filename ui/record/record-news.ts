import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Json } from '../../metadata/json.ts';
import { pointerName } from '../fields/shown.ts';
import { session } from '../session/session.ts';
import type { RecordEditor } from './record-editor.ts';

/** How often somebody who looks at a record is told of what others did to it, in milliseconds. */
const every = 10_000;
/** Whoever has gone home is not kept signed in by our asking. */
const asleep = 5 * 60_000;

interface Newest {
  readonly revision: number;
  readonly modifiedBy?: Json;
}

/** Hears that somebody else saved the record that is on the page, while it is on the page. */
export class RecordNews implements ReactiveController {
  /** Who saved it last, and that not here; empty: nobody. */
  by = '';
  readonly #host: ReactiveControllerHost & { readonly editor: RecordEditor | null };
  #timer: ReturnType<typeof setInterval> | undefined;
  #touched = Date.now();
  #revision = 0;
  readonly #touch = () => {
    this.#touched = Date.now();
  };
  readonly #ask = () => void this.#look().catch(() => {});

  constructor(host: ReactiveControllerHost & { readonly editor: RecordEditor | null }) {
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

  /** What is on the page may have caught up meanwhile. */
  hostUpdate(): void {
    if (this.by !== '' && !this.#isBehind()) this.by = '';
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
      ...{ view: editor.managed ? 'manage' : 'use', fields: 'modifiedBy', limit: 1 },
    };
    const path = `/api/forms/${encodeURIComponent(editor.place.outline.name)}/records`;
    const { items } = await session.api.get<{ items: readonly Newest[] }>(path, { query });
    const [newest] = items;
    if (editor !== this.#host.editor || editor.busy || !newest) return;
    this.#revision = newest.revision;
    if (!this.#isBehind()) return;
    this.by = pointerName(newest.modifiedBy ?? null);
    this.#host.requestUpdate();
  }
}
