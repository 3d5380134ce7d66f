import type { StoredAs } from '../../einvoicing/forms/forms.ts';

/** How many images of a bill are in: what is said of it, as pictures themselves are kept by the image system. */
export function imagesKept({ images }: Pick<StoredAs<'image-bill'>, 'images'>): number {
  return Number(images ?? 0);
}
