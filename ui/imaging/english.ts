/** What is added to pages of the platform. */
export const texts = {
  'print-cover': 'Print the cover',
};
