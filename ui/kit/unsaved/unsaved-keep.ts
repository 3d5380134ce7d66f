import { msg, str } from '@lit/localize';
import { plural } from '../../session/i18n.ts';
import {
  dropUnsaved,
  findUnsaved,
  holdUnsaved,
  keepUnsaved,
  mostUnsaved,
  type NotKept,
  type Unsaved,
  type UnsavedPlace,
} from '../../session/unsaved/unsaved.ts';
import { inSlices } from '../base/in-slices.ts';
import { notify } from '../gj-notices.ts';

interface Kept {
  /** Undefined: nobody is signed in, so that it is nobody's. */
  place(): UnsavedPlace | undefined;
  /** What was typed, as JSON; null: nothing is unsaved. */
  content(): Generator<undefined, string> | null;
}

/** Milliseconds from the first thing typed until it is on the disk; longer where it is much, as it is sealed anew. */
const soon = 600;
const later = 3_000;
const much = 200_000;
const warnedKey = 'guiju.unsaved-told';

/** Keeps what is typed at one place in the browser until it is saved or given up; tells when the browser does not. */
export class UnsavedKeep {
  readonly #of: Kept;
  #id = freshId();
  #isWritten = false;
  /** All of it reached the browser's storage the last time. */
  #isKept = false;
  #release: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  #isOver = false;
  #size = 0;
  /** Written over as soon as its content stands in what is kept here. */
  #former: string | null = null;
  readonly #leave = () => {
    if (document.visibilityState === 'hidden' && this.#timer) this.#write();
  };

  constructor(of: Kept) {
    this.#of = of;
    document.addEventListener('visibilitychange', this.#leave);
  }

  /** Something may have been typed, saved or given up. */
  changed(): void {
    if (this.#isOver) return;
    this.#timer ??= setTimeout(() => this.#write(), this.#size > much ? later : soon);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.#last.then(() => this.#writeNow()).catch(() => {});
  }

  async #writeNow(): Promise<void> {
    const steps = this.#isOver ? null : this.#of.content();
    const place = this.#of.place();
    if (!steps) return this.#drop();
    const made = inSlices(steps, () => !this.#isOver);
    const content = made instanceof Promise ? await made : made;
    if (content === undefined || !place) return;
    this.#size = content.length;
    this.#release ??= holdUnsaved(this.#id);
    this.#isWritten = true;
    const outcome = await keepUnsaved(place, this.#id, content);
    this.#isKept = typeof outcome !== 'string';
    if (typeof outcome === 'string') return tellNotKept(outcome);
    if (outcome.dropped > 0) tellDropped(outcome.dropped);
    await this.#dropFormer();
  }

  async #dropFormer(): Promise<void> {
    if (this.#former) await dropUnsaved(this.#former);
    this.#former = null;
  }

  async #drop(): Promise<void> {
    await this.#dropFormer();
    if (this.#isWritten) await dropUnsaved(this.#id);
    this.#isWritten = false;
  }

  /** Writes what is unsaved by now; answers whether the browser keeps it. */
  async settled(): Promise<boolean> {
    this.#isKept = false;
    this.#write();
    await this.#last;
    return this.#isKept;
  }

  /** What pages that are gone left behind at the place. */
  async offers(): Promise<readonly Unsaved[]> {
    const place = this.#of.place();
    if (!place) return [];
    const { found, aged } = await findUnsaved(place);
    if (aged > 0) tellAged(aged);
    return found;
  }

  /** What was offered is gone on with here. */
  adopt({ id }: Unsaved): void {
    this.#former = id;
    this.changed();
  }

  /** The page is left: with what is unsaved given up, or, as it may come back, kept as it was last. */
  end(how: 'given-up' | 'kept'): void {
    if (this.#isOver) return;
    if (how === 'kept' && this.#timer) this.#write();
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#leave);
    this.#last = this.#last
      .then(async () => {
        this.#isOver = true;
        if (how === 'given-up') await this.#drop();
      })
      .finally(() => this.#release?.());
  }
}

function freshId(): string {
  return [Date.now(), ...crypto.getRandomValues(new Uint32Array(3))].join('-');
}

/** Once in a tab: it is no news with every key. */
function tellNotKept(why: NotKept): void {
  if (sessionStorage.getItem(warnedKey) === why) return;
  sessionStorage.setItem(warnedKey, why);
  const texts: Readonly<Record<NotKept, () => string>> = {
    refused: () =>
      msg('这个浏览器不保留未保存的内容：页面关闭后，填写的内容无法找回。请及时保存。', {
        id: 'unsaved-refused',
      }),
    full: () => msg('浏览器的存储空间已满，未保存的内容没有保留。请及时保存。', { id: 'unsaved-full' }),
    large: () => msg('内容太多，未保存的部分没有保留在浏览器中。请及时保存。', { id: 'unsaved-large' }),
  };
  notify({ kind: 'warning', key: 'unsaved', text: texts[why]() });
}

function tellDropped(count: number): void {
  const { pieces } = mostUnsaved;
  const text = plural(
    msg(str`浏览器最多保留 ${pieces} 份未保存的内容，最早的 ${count} 份已删除。`, {
      id: 'unsaved-dropped',
    }),
  );
  notify({ kind: 'warning', key: 'unsaved', text });
}

function tellAged(count: number): void {
  const { days } = mostUnsaved;
  const text = plural(
    msg(str`${count} 份未保存的内容已超过 ${days} 天，从浏览器中删除。`, { id: 'unsaved-aged' }),
  );
  notify({ kind: 'warning', key: 'unsaved', text });
}
