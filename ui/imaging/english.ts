/** The English texts that the domain adds to pages of the platform. */
export const texts = {
  'print-cover': 'Print the cover',
};
