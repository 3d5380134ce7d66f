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
  'design-match-add': 'Match records of',
  'design-match-remove': 'Take the match away',
  'design-order-sharing': 'Nearest to the organisation first',
  'design-order-id': 'Made first comes first',
};
