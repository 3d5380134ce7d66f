import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { UnsavedBox } from './unsaved-box.ts';

/** Where something was typed that is not saved. */
export interface UnsavedPlace {
  readonly person: string;
  /** Id of the organisation that one worked for. */
  readonly org: string;
  /** Name of the form. */
  readonly form: string;
  /** Id of the record, `new`, or the sheet of a list. */
  readonly of: string;
}

/** Something that was typed and not saved, as it was when its page went. */
export interface Unsaved {
  readonly id: string;
  readonly at: number;
  readonly content: JsonObject;
}

/** Why something is not kept: the browser keeps nothing at all, has no room left, or it is more than one may keep. */
export type NotKept = 'refused' | 'full' | 'large';

/** So many pieces of a person are kept, for so long, and each of at most so many characters. */
export const mostUnsaved = { pieces: 30, days: 14, characters: 8_000_000 };

const box = new UnsavedBox();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('guiju-unsaved');
/** People who signed out, here or in another tab: nothing more of theirs is written. */
const gone = new Set<string>();
channel?.addEventListener('message', ({ data: [how, person] }: MessageEvent<['in' | 'out', string]>) => {
  if (how === 'in') gone.delete(person);
  else leave(person);
});

/** The key went with what it sealed: whoever comes back gets another one. */
function leave(person: string): void {
  gone.add(person);
  box.forgetKey(person);
}

/** Somebody signed in, so that what he types is kept, in the tabs as well that stood open when he had signed out. */
export function unsavedOf(person: string): void {
  gone.delete(person);
  channel?.postMessage(['in', person]);
}

/** Somebody signed out: whoever sits down next finds nothing. */
export async function forgetUnsaved(person: string): Promise<void> {
  leave(person);
  channel?.postMessage(['out', person]);
  await box.forget(person).catch(() => {});
}

/** Seals what was typed; answers why it is not kept, or how many pieces went for it that were older. */
export async function keepUnsaved(
  place: UnsavedPlace,
  id: string,
  content: string,
): Promise<NotKept | { readonly dropped: number }> {
  const { person } = place;
  if (content.length > mostUnsaved.characters) return 'large';
  if (gone.has(person)) return { dropped: 0 };
  try {
    const at = Date.now();
    await box.put(person, id, at, `{"place":${JSON.stringify(place)},"content":${content}}`);
    // Signed out while it was on its way.
    if (gone.has(person)) await box.drop(id);
    // Whoever types on makes no piece more, and all that lies there is much to read with every word.
    if (counted.has(id)) return { dropped: 0 };
    counted.add(id);
    const all = await box.list();
    const beyond = all.filter((one) => one.person === person).slice(mostUnsaved.pieces);
    for (const one of beyond) await box.drop(one.id);
    return { dropped: beyond.length };
  } catch (failure) {
    return failure instanceof DOMException && failure.name === 'QuotaExceededError' ? 'full' : 'refused';
  }
}

/** Pieces of this page that are there and were counted. */
const counted = new Set<string>();

export async function dropUnsaved(id: string): Promise<void> {
  counted.delete(id);
  await box.drop(id).catch(() => {});
}

/**
 * What pages that are gone left behind at a place, the newest first, and how many pieces of the person were too old to be
 * kept. What others left goes as well once it is too old: they may never come back to this browser.
 */
export async function findUnsaved(
  place: UnsavedPlace,
): Promise<{ readonly found: readonly Unsaved[]; readonly aged: number }> {
  const oldest = Date.now() - mostUnsaved.days * 86_400_000;
  const everybodys = await box.list().catch(() => []);
  for (const { id, at } of everybodys) if (at < oldest) await dropUnsaved(id);
  const all = everybodys.filter(({ person }) => person === place.person);
  const aged = all.filter(({ at }) => at < oldest);
  const busy = await namesHeld();
  const found: Unsaved[] = [];
  for (const sealed of all) {
    const { id, at } = sealed;
    if (at < oldest || busy.has(lockOf(id))) continue;
    const text = await box.open(sealed);
    const read = text === undefined ? null : (JSON.parse(text) as Json);
    if (!isObject(read)) await dropUnsaved(id);
    else if (isPlace(read['place'], place) && isObject(read['content']))
      found.push({ id, at, content: read['content'] });
  }
  return { found, aged: aged.length };
}

/** While its page lives it is nobody else's to offer; the browser lets go of it when the page dies. */
export function holdUnsaved(id: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  navigator.locks?.request(lockOf(id), () => promise).catch(() => {});
  return resolve;
}

function lockOf(id: string): string {
  return `guiju-unsaved/${id}`;
}

async function namesHeld(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name = '' }) => name));
}

function isPlace(said: Json | undefined, place: UnsavedPlace): boolean {
  if (!isObject(said)) return false;
  return (['person', 'org', 'form', 'of'] as const).every((member) => said[member] === place[member]);
}
