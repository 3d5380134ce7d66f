import { str } from '@lit/localize';

export const texts = {
  'design-conditions': 'Shown, required and read-only',
  'design-line-folded': str`${0}: folded away`,
  'design-line-visible': str`${0}: shown`,
  'design-line-required': str`${0}: required`,
  'design-line-readonly': str`${0}: read-only`,
  'design-colon': ': ',
  'design-trial-none': '(none)',
  'design-trial-holds': 'Holds',
  'design-trial-fails': 'Does not hold',
  'design-trial-alone': 'Unique',
  'design-trial-twice': 'There is another',
  'design-trial-offered': 'Offered',
  'design-trial-not-offered': 'Not offered now',
  'design-match-add': 'Add a match for documents of',
  'design-match-none':
    'Makes each record here a rule: its condition judges a document, and one of the rules is chosen for it.',
  'design-rules-none':
    'What has to hold when a record is saved, with the words people see if it does not: “The end is not before the beginning”.',
  'design-unique-none': 'Fields that no two records may have alike together.',
  'design-actions-none': 'Buttons on records that change some fields, as “Approve” does.',
  'design-match-remove': 'Take the match away',
  'design-order-sharing': 'Nearest to the organisation first',
  'design-order-id': 'Made first comes first',
};
