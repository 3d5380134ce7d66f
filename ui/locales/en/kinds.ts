/** Kinds of fields as whoever designs knows them. */
export const texts = {
  'kinds-amount': 'Numbers and amounts',
  'kinds-choice': 'Choices',
  'kinds-relation': 'Relations and rows',
  'kinds-file': 'Files and pictures',
  'kinds-rule': 'Rules and templates',
  'kinds-text': 'Text',
  'kinds-time': 'Dates and times',
};
