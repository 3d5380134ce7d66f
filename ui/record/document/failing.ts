import { pointerSegments, pointerTo } from '../../../metadata/common/json.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import type { StoryLink } from './story.ts';

/** What failed with a record, as a document says it above all else. */
export interface RecordFailure {
  readonly text: string;
  /** Why, in words. Default: nobody knows. */
  readonly reason?: string | null | undefined;
  /** The name of the action of its form that mends it, offered where it can be done. Default: none does. */
  readonly action?: string;
  /** The field that is to be corrected, as a pointer by names. Default: none is, or it cannot be corrected here. */
  readonly place?: string;
  /** Learns what else there is to be done about its cause. Default: nothing. */
  readonly remedy?: () => Promise<Remedy>;
}

/** Where the cause of a failure is mended. */
export interface Remedy {
  /** Places that whoever looks may go to. */
  readonly links: readonly StoryLink[];
  /** Whom to ask, in a sentence, where he may go to none of them. Default: nobody. */
  readonly ask?: string;
}

/** How records of a form say that something failed, by ids of their fields. */
export interface Failing {
  /** The choice that says so, and its values that do. */
  readonly state: string;
  readonly values: readonly string[];
  /** The field that says why. */
  readonly reason: string;
  /** The name of the action that mends it. */
  readonly action: string;
  /** Whether it came to something else meanwhile, so that nothing is left to be mended. Default: it never does. */
  readonly settled?: (valueAt: (id: string) => unknown) => boolean;
  /** What failed. */
  readonly text: () => string;
  /** The field that is to be corrected, as a pointer by ids. Default: nobody knows. */
  readonly place?: (valueAt: (id: string) => unknown) => string | undefined;
  /** Default: nothing else is to be done about it. */
  readonly remedy?: (valueAt: (id: string) => unknown) => Promise<Remedy>;
}

/** By id of the form: what failed with a record, by what it says of itself. */
export function failureBy(failings: Readonly<Record<string, Failing>>) {
  return ({ base, form }: RecordEditor): RecordFailure | undefined => {
    const failing = Object.hasOwn(failings, form.id) ? failings[form.id] : undefined;
    if (!base || !failing) return undefined;
    const valueAt = (id: string) => base[form.byId.get(id)?.name ?? id];
    if (!failing.values.includes(String(valueAt(failing.state) ?? ''))) return undefined;
    if (failing.settled?.(valueAt)) return undefined;
    const reason = valueAt(failing.reason);
    const { remedy } = failing;
    const place = failing.place?.(valueAt);
    return {
      text: failing.text(),
      action: failing.action,
      ...(typeof reason === 'string' ? { reason } : {}),
      ...(place ? { place: byNames(form, place) } : {}),
      ...(remedy ? { remedy: () => remedy(valueAt) } : {}),
    };
  };
}

/** The same pointer by today's names. */
function byNames(form: RecordEditor['form'], place: string): string {
  const [id = '', row, inner] = pointerSegments(place);
  const field = form.byId.get(id);
  const below = inner === undefined ? [] : [row ?? '', field?.rows?.byId.get(inner)?.name ?? inner];
  return pointerTo(field?.name ?? id, ...below);
}
