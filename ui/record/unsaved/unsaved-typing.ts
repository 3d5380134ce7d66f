import { msg, str } from '@lit/localize';
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { notify } from '../../kit/gj-notices.ts';
import { UnsavedKeep } from '../../kit/unsaved/unsaved-keep.ts';
import { session } from '../../session/session.ts';
import { dropUnsaved, keepUnsaved } from '../../session/unsaved/unsaved.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { contentOf, type Offer, readTyped } from './unsaved-content.ts';

/** Keeps what is typed into the record of a page, and has what a page before it left behind. */
export class UnsavedTyping implements ReactiveController {
  offers: readonly Offer[] = [];
  readonly #host: ReactiveControllerHost;
  #editor: RecordEditor | null = null;
  #keep: UnsavedKeep | null = null;
  readonly #changed = () => this.#keep?.changed();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.end('kept');
  }

  /** From now on this record is on the page. */
  async follow(editor: RecordEditor): Promise<void> {
    this.end('kept');
    // Of whoever works here now: when it is written he may have gone, or work for another organisation.
    const { who, org } = session;
    const keep = new UnsavedKeep({
      place: () => placeOf(editor, { who, org }),
      content: () => (editor.dirty ? contentOf(editor) : null),
    });
    this.#editor = editor;
    this.#keep = keep;
    editor.addEventListener('change', this.#changed);
    // What nobody may change now may be open after something was done to it; nothing is put back before.
    const found = editor.isReadonly ? [] : await keep.offers();
    if (this.#keep !== keep) return;
    this.offers = found.flatMap((kept) => {
      const typed = readTyped(kept.content);
      return typed ? [{ kept, typed }] : [];
    });
    if (this.offers.length > 0) await import('./gj-unsaved-offers.ts');
    this.#host.requestUpdate();
  }

  /** The record is left: what is unsaved is given up, or kept for whoever comes back. */
  end(how: 'given-up' | 'kept'): void {
    this.#editor?.removeEventListener('change', this.#changed);
    this.#keep?.end(how);
    this.#keep = null;
    this.#editor = null;
    this.offers = [];
  }

  /** Answers whether what is unsaved waits in the browser for whoever comes back, and tells so. */
  async keeps(): Promise<boolean> {
    if (!(await this.#keep?.settled())) return false;
    const org = session.org?.name ?? '';
    notify({
      text: msg(str`未保存的内容已保留，回到“${org}”的这条记录时可以恢复`, { id: 'unsaved-kept-for-org' }),
    });
    return true;
  }

  /** Puts it where it was; what others saved meanwhile is merged field by field, and the same field is asked about. */
  async restore(offer: Offer): Promise<void> {
    const editor = this.#editor;
    if (!editor) return;
    const { restoreTyped } = await import('./restore-typed.ts');
    if (!(await restoreTyped(editor, offer.typed))) return;
    this.#without(offer);
    this.#keep?.adopt(offer.kept);
  }

  /** It is gone from the browser, unless one takes that back. */
  async discard(offer: Offer): Promise<void> {
    const editor = this.#editor;
    const place = editor && placeOf(editor, session);
    const { id, content } = offer.kept;
    this.#without(offer);
    await dropUnsaved(id);
    notify({
      text: msg('未保存的内容已丢弃', { id: 'unsaved-discarded' }),
      undo: async () => {
        if (place) await keepUnsaved(place, id, JSON.stringify(content));
        // By now another record may be on the page: it is offered where it was typed.
        if (editor !== this.#editor) return;
        this.offers = [offer, ...this.offers];
        this.#host.requestUpdate();
      },
    });
  }

  /** What is offered, above the record: as soon as it can be typed into, which an action may have made of it. */
  shown(): TemplateResult | typeof nothing {
    const editor = this.#editor;
    // What was typed into a new record is none of the one that was saved from this page.
    const isSaved = editor?.base && !editor.isSetting;
    const offers = this.offers.filter(({ typed }) => !isSaved || typed.revision > 0);
    if (offers.length === 0 || editor?.isReadonly) return nothing;
    return html`<gj-unsaved-offers .editor=${editor} .offers=${offers}
      @restore=${({ detail }: CustomEvent<Offer>) => this.restore(detail)}
      @discard=${({ detail }: CustomEvent<Offer>) => this.discard(detail)}></gj-unsaved-offers>`;
  }

  #without(offer: Offer): void {
    this.offers = this.offers.filter((one) => one !== offer);
    this.#host.requestUpdate();
  }
}

function placeOf({ base, place }: RecordEditor, { who, org }: Pick<typeof session, 'who' | 'org'>) {
  if (!who || !org) return undefined;
  return { person: who.user.id, org: org.id, form: place.outline.name, of: base?.id ?? place.record };
}
