import { str } from '@lit/localize';

/** Looking at files. */
export const texts = {
  'picture-broken': 'The picture cannot be shown: it may be damaged, or the connection was lost.',
  'text-cut': str`Only the first ${0} are shown; download the file for the rest.`,
  'file-empty': 'The file is empty.',
  'sheet-cut': 'Only the first 200 rows and 50 columns are shown; download the file for the rest.',
  'sheet-empty': 'This sheet is empty.',
  'sheets-cut': str`Only the first ${0} sheets are shown`,
  'pdf-page': str`Page ${0} of ${1}`,
  'pdf-page-broken': 'This page cannot be drawn; download the file to see it.',
  'pdf-cut': str`Only the first ${0} of ${1} pages are shown; download the file for the rest.`,
  'pdf-locked': 'This PDF has a password: download it and open it with the password.',
  'pdf-broken': 'This PDF cannot be opened: it may be damaged. Download it to have a look.',
  'preview-before': 'Previous (←)',
  'preview-next': 'Next (→)',
  'preview-at': str`${0} / ${1}`,
  'preview-smaller': 'Smaller (-)',
  'preview-larger': 'Larger (+)',
  'preview-fit': 'Fit the window (0)',
  'preview-turn': 'Turn by 90° (R), without changing the file',
  'preview-none': 'Files of this type cannot be shown here; download the file to see it.',
};
