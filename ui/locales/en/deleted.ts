import { str } from '@lit/localize';

/** Records that were deleted, and looking at records without opening them. */
export const texts = {
  'before-deletion': 'What it said before it was deleted',
  'deleted-at': 'Deleted on',
  'deleted-by': 'Deleted by',
  'deleted-help': 'Records that were deleted, to be restored',
  'deleted-of': str`Deleted: ${0}`,
  'deleted-view': 'Deleted',
  'deleted-why': 'A restored record comes back with its number, shared as it was.',
  'find-deleted': 'Find by number or name',
  'has-come-back': str`Restored “${0}”`,
  'load-news': 'Load the changes',
  'more-rows': str`{${0}|more row|more rows}`,
  'not-sent': 'The server cannot be reached and nothing was saved; what you typed is still here.',
  'nothing-deleted': 'No deleted records',
  peek: 'Preview',
  'record-after': 'Next',
  'record-before': 'Previous',
  'restore-named': str`Restore “${0}”`,
  'rows-warned': str`{${0}|row|rows}: ${1}`,
  'saved-elsewhere': 'You have just saved this record elsewhere.',
  'saved-by-other': str`${0} has just saved this record.`,
  'view-changed': ' (changed)',
};
