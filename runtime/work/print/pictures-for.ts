import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { BringPicture } from '../../../rules/print/pictures.ts';
import type { Call } from '../../call/call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { together } from '../pictures/picture-file.ts';
import { printedSide } from '../pictures/protocol.ts';
import type { SmallPictures } from '../pictures/small-pictures.ts';

/** Megabytes of the pictures of one file that is printed: all of it is in memory while it is drawn. */
const most = 64;
const megabyte = 1024 * 1024;

/** Dots an inch that pictures are printed with. */
const dots = 150;
/** Sizes are so many pixels apart, so that blocks of nearly one width share a picture. */
const step = 100;

const tooMany = refusal('print-pictures', 422);

interface PictureParts {
  readonly store: Pick<Store, 'fileOf'>;
  readonly pictures: Pick<SmallPictures, 'printed'>;
}

/** The pictures of records that become one file: of each only those that whoever prints it may read, asked anew. */
export function picturesFor(
  { store, pictures }: PictureParts,
  call: Call,
  form: Form,
): (record: JsonObject) => BringPicture {
  let bytes = 0;
  return ({ id }) =>
    async (file, width) => {
      const held = typeof id === 'string' && (await store.fileOf(call, form, id, file.id).catch(noneOf));
      const open = held ? await pictures.printed(file.id, sideOf(width)) : null;
      if (!open) return null;
      bytes += open.size;
      if (bytes > most * megabyte) throw tooMany({ limit: most });
      return `data:image/jpeg;base64,${Buffer.from(await together(open)).toString('base64')}`;
    };
}

/** Who may not see the record any more has none of its files. */
function noneOf(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

/** Pixels that a place so many millimetres wide shows. */
function sideOf(width: number): number {
  return Math.min(printedSide, Math.ceil(((width / 25.4) * dots) / step) * step);
}
