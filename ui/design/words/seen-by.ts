import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { SharingStrategy } from '../../../metadata/common/sharing-strategies.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { listed } from '../../session/i18n.ts';
import { seenPicture } from './seen-picture.ts';

/** The readers of a form's records, as chosen when the form is made; empty: nobody chose yet. */
export type SeenBy = '' | 'own' | 'given' | 'everybody';

type Kind = FormSource['kind'];

/** The word of the form; undefined: of each organisation there is one, or nobody said it yet. */
export function sharingOf(kind: Kind, seen: SeenBy): FormSource['sharing'] {
  const said = seen === '' && kind === 'document' ? 'own' : seen;
  if (kind === 'setting' || said === '') return undefined;
  if (said === 'everybody') return 'everybody';
  return { allowed: [...waysOf[said]], default: 'private' };
}

const waysOf: Readonly<Record<'own' | 'given', readonly SharingStrategy[]>> = {
  own: ['private'],
  given: ['private', 'free', 'hierarchical'],
};

/** Says who sees records that are shared so, and how it would be chosen; empty where no choice comes to the same. */
export function seenOf(sharing: FormSource['sharing'] | null): {
  readonly seen: SeenBy;
  readonly text: string;
} {
  if (sharing === undefined || sharing === null || sharing === 'everybody')
    return { seen: 'everybody', text: seenTexts.everybody() };
  const { allowed } = sharing;
  const seen = (['own', 'given'] as const).find(
    (one) => new Set(allowed).symmetricDifference(new Set(waysOf[one])).size === 0,
  );
  return seen ? { seen, text: seenTexts[seen]() } : { seen: '', text: listed(allowed.map(sharingLabel)) };
}

const seenTexts: Readonly<Record<Exclude<SeenBy, ''>, () => string>> = {
  own: () => msg('只有创建数据的组织', { id: 'design-seen-own' }),
  given: () => msg('创建数据的组织，以及分配到的组织', { id: 'design-seen-given' }),
  everybody: () => msg('所有组织', { id: 'design-seen-everybody' }),
};

/** Answers the sentence for somebody who makes a master and has not chosen its readers. */
export function unsaid(): string {
  return msg('请先选择谁能看到数据。', { id: 'design-seen-unsaid' });
}

/** What else there is to a field of readers. */
interface SeenBeside {
  /**
   * What holds where nothing is chosen. Default: of documents the organisation that made them; of masters nothing, it is
   * asked.
   */
  readonly like?: { readonly seen: SeenBy; readonly text: string } | undefined;
  /** Why it is not right so. Default: it is. */
  readonly wrong?: string | undefined;
}

export function seenByField(
  kind: Kind,
  seen: SeenBy,
  changed: (seen: SeenBy) => void,
  { like, wrong = '' }: SeenBeside = {},
): TemplateResult | typeof nothing {
  if (kind === 'setting') return seenPicture('setting');
  const first = like?.text ?? (kind === 'document' ? undefined : msg('（请选择）', { id: 'design-choose' }));
  const asks = like === undefined && first !== undefined;
  const star = asks ? html`<span class="in-error" aria-hidden="true"> *</span>` : nothing;
  const shown = seen === '' && first === undefined ? 'own' : seen;
  const options: readonly (readonly [SeenBy, string])[] = [
    ...(first === undefined ? [] : [['', first] as const]),
    ...(['own', 'given', 'everybody'] as const).map((one) => [one, seenTexts[one]()] as const),
  ];
  const drawn = shown === '' ? (like?.seen ?? '') : shown;
  const named = html`${msg('谁能看到数据', { id: 'design-seen-by' })}${star}`;
  return html`<div class="spans"><label class="text-field"><span>${named}</span><select class="plain" name="seen" aria-required=${asks || nothing}
    aria-invalid=${wrong === '' ? nothing : 'true'} @change=${(event: Event) =>
      changed((event.target as HTMLSelectElement).value as SeenBy)}>${options.map(
      ([value, text]) => html`<option value=${value} ?selected=${value === shown}>${text}</option>`,
    )}</select></label>${
      wrong === '' ? nothing : html`<p class="problem small above-half" role="alert">${wrong}</p>`
    }${drawn === '' ? nothing : seenPicture(drawn)}</div>`;
}
