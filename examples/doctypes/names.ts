import { isReserved } from '../../metadata/names.ts';

/**
 * @example
 * formNameOf('Leave Application') //=> 'leave-application'
 * formNameOf('GST HSN Code (8)') //=> 'gst-hsn-code-8'
 */
export function formNameOf(name: string): string {
  const words = name.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? [];
  return startingWithALetter(words.join('-').toLowerCase()).slice(0, 60).replace(/-$/, '');
}

/** Its field's name here: in camelCase, and no name that records have anyway. */
export function fieldNameOf(name: string, inRows: boolean): string {
  const words = name.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? [];
  const [first = 'field', ...others] = words.map((word) => word.toLowerCase());
  const camel = [first, ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
  const own = startingWithALetter(camel).slice(0, 55);
  return isReserved(own, inRows) || own === 'seq' ? `${own}Said` : own;
}

/** Option values and names of parts: as the other system writes them where that is possible. */
export function partNameOf(name: string): string {
  const words = name.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? [];
  return startingWithALetter(words.join('-')).slice(0, 50).replace(/-$/, '');
}

const startingWithALetter = (name: string) => (/^[A-Za-z]/.test(name) ? name : `x${name}`);
