import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { StoredAs } from '../../einvoicing/forms/forms.ts';

/** How many images of a bill are in. */
export function imagesKept({ images }: Pick<StoredAs<'image-bill'>, 'images'>): number {
  return filesIn(images ?? undefined).length;
}
