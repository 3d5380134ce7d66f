import { str } from '@lit/localize';

/** Kinds of fields as whoever designs knows them, and what their controls say. */
export const texts = {
  'kinds-amount': 'Numbers and amounts',
  'kinds-choice': 'Choices',
  'kinds-relation': 'Relations and rows',
  'kinds-file': 'Files and pictures',
  'kinds-rule': 'Rules and templates',
  'kinds-text': 'Text',
  'kinds-time': 'Dates and times',
  'code-scan': 'Scan with the camera',
  'code-scan-with': str`${0}: scan with the camera`,
  'code-scan-of': str`Scan: ${0}`,
  'code-camera': 'What the camera sees',
  'code-hold': 'Hold the code in the picture. It is filled in as soon as it is read.',
  'code-from-picture': 'Read a picture',
  'code-picture': 'Picture of the code',
  'code-none-there': 'No code was found in this picture',
  'code-no-value': str`Read “${0}”, which cannot stand here: ${1}`,
  'code-no-eye': 'Codes cannot be read here. Use a scanner, or type the code.',
  'code-otherwise': 'A scanner works too, and so does typing.',
  'code-not-allowed': 'The browser may not use the camera. Allow it in the address bar and try again.',
  'code-no-camera': 'This device has no camera.',
  'code-unsealed': 'Browsers open the camera for https addresses alone.',
  'code-camera-busy': 'The camera cannot be opened; another program may be using it.',
};
