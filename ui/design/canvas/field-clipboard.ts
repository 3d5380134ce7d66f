import { msg, str } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { FieldSource } from '../../../metadata/source.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { typesAt } from '../../kit/base/types-at.ts';
import { notify } from '../../kit/gj-notices.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { sourceAt } from '../steps/copied-fields.ts';
import { design } from '../work/design-data.ts';

/** The member by which a text on the clipboard is known to be fields. */
const mark = 'guijuFields';

/** The page on which fields are picked. */
interface Picking extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** What lies over the page; null: nothing. */
  readonly over: string | null;
  /** Name of the form that is designed. */
  readonly name: string;
  /** The places that are picked. */
  readonly picked: readonly string[];
}

/** Fields on the clipboard, as JSON in words: to another form, another browser, another system, and back. */
export class FieldClipboard implements ReactiveController {
  readonly #page: Picking;
  readonly #add: (fields: readonly FieldSource[]) => Promise<void>;

  constructor(page: Picking, add: (fields: readonly FieldSource[]) => Promise<void>) {
    this.#page = page;
    this.#add = add;
    page.addController(this);
  }

  hostConnected(): void {
    addEventListener('paste', this.#paste);
  }

  hostDisconnected(): void {
    removeEventListener('paste', this.#paste);
  }

  readonly keys = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'c') return;
    const { name, picked } = this.#page;
    const paths = picked.flatMap((place) => /^fields\/([^/]+)$/.exec(place)?.[1] ?? []);
    const form = design.drawn?.lines.find((line) => line.name === name)?.id;
    if (paths.length === 0 || form === undefined) return;
    event.preventDefault();
    void copy(form, paths);
  };

  /** Wherever on the page the focus is, but where somebody types. */
  readonly #paste = (event: ClipboardEvent): void => {
    const { over, renderRoot } = this.#page;
    if (over || typesAt(event) || !renderRoot.querySelector('gj-design-canvas')) return;
    const fields = fieldsIn(event.clipboardData?.getData('text/plain') ?? '');
    if (fields === null) return;
    event.preventDefault();
    const unknown = fields.filter(({ kind }) => !kinds.has(kind));
    if (unknown.length > 0) {
      const names = listed(unknown.map(({ kind }) => kind));
      notify({
        text: msg(str`这里没有这些类型，没有粘贴：${names}`, { id: 'design-paste-unknown' }),
        kind: 'warning',
      });
    } else void this.#add(fields);
  };
}

async function copy(form: string, paths: readonly string[]): Promise<void> {
  try {
    const sources = await design.drawing.fieldsOf(form);
    const fields = paths.flatMap((path) => sourceAt(sources, path) ?? []);
    await navigator.clipboard.writeText(JSON.stringify({ [mark]: fields }, null, 2));
    const names = listed(fields.map(({ label }) => say(label)));
    notify({
      text: plural(
        msg(str`已复制 ${fields.length} 个字段：${names}；到别的表单里按 Ctrl+V`, {
          id: 'design-copied-fields',
        }),
      ),
    });
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error' });
  }
}

/** Reads fields out of a text; null: it is something else. */
function fieldsIn(text: string): readonly FieldSource[] | null {
  if (!text.includes(mark)) return null;
  let said: Json;
  try {
    said = JSON.parse(text) as Json;
  } catch {
    return null;
  }
  const fields = isObject(said) ? said[mark] : undefined;
  if (!Array.isArray(fields) || fields.length === 0 || !(fields as readonly Json[]).every(isField))
    return null;
  return fields as readonly Json[] as readonly FieldSource[];
}

function isField(one: Json): boolean {
  if (!isObject(one) || !isObject(one['label'] ?? null)) return false;
  const { zh, en } = one['label'] as JsonObject;
  return [one['name'], one['kind'], zh, en].every((part) => typeof part === 'string');
}
