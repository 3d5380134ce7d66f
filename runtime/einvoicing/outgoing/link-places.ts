import { append } from '../../../metadata/common/append.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { downloadedFiles } from '../../storage/store/answer/answered-file.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { AnswersFor, CarriedLinks, MadeCarried } from '../../work/links/carried-links.ts';
import type { LinkedPlace } from '../../work/links/linked-place.ts';
import { knownForm } from '../forms/forms.ts';
import type { Failure, SentForm } from './common/sender.ts';
import { namedPrints } from './named-prints.ts';

/** A print or a file of a record, under the name by which it is downloaded. */
export interface Placed {
  readonly filename: string;
  readonly place: LinkedPlace;
}

/** One that a message carries a link to. */
export interface PlacedLink extends Placed, MadeCarried {}

/** The message that carries links: how long they hold, and which sending of it this is. */
export interface Carrier {
  readonly form: SentForm;
  readonly record: string;
  /** Empty: it was not sent before. */
  readonly repeat: string;
  readonly hours: number | null | undefined;
}

interface PlacesWish {
  readonly form: Form;
  readonly record: WireRecord;
  /** Names of templates as somebody typed them. */
  readonly prints: string | null | undefined;
  /** Whether all files of the record are wanted, too. */
  readonly files: boolean | null | undefined;
}

const usualHours = 72;

/** The places that settings name of a record; a failure where there is no such print. */
export async function placesOf(
  store: Pick<Store, 'setting'>,
  call: Call,
  { form, record, prints, files }: PlacesWish,
): Promise<readonly Placed[] | Failure> {
  const named = await namedPrints(store, call, { form, record, names: prints });
  if ('code' in named) return named;
  const { id } = record;
  const placed: Placed[] = named.map(({ print, filename }) => ({
    filename,
    place: { form, record: id, print },
  }));
  if (files)
    append(
      placed,
      [...downloadedFiles(form, record, call.language)].map(({ id: file, name }) => ({
        filename: name,
        place: { form, record: id, file },
      })),
    );
  return placed;
}

/** The links of a message to such places, in their order. */
export async function carry(
  links: CarriedLinks,
  call: Call,
  { form: name, record, repeat, hours }: Carrier,
  placed: readonly Placed[],
): Promise<readonly PlacedLink[]> {
  const form = knownForm(call, name);
  const made: PlacedLink[] = [];
  if (!form) return made;
  const message = { form, record, repeat };
  for (const { filename, place } of placed) {
    const called = filename;
    const link = await links.carry(call, { place, called, message, hours: hours ?? usualHours });
    made.push({ filename, place, ...link });
  }
  return made;
}

/** A message answers for its links as long as it is kept and nobody made the invoice void. */
export function answersFor(store: Pick<Store, 'read'>, name: SentForm): AnswersFor {
  return async (call, { form, record, message }) => {
    const of = knownForm(call, name);
    if (!of) return false;
    await store.read(call, of, message, 'manage');
    const about = await store.read(call, form, record, 'manage');
    return form.id !== 'invoice' || about['invoiceStatus'] !== 'void';
  };
}
