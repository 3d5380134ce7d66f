import { str } from '@lit/localize';

export const texts = {
  traces: 'Traces',
  'traces-dropped': str`{${0}|span was|spans were} dropped since the start: ${1}`,
  'traces-full': str`${0} found no room`,
  'traces-refused': str`${0} refused by the collector`,
  'traces-unreached': str`${0} not delivered`,
};
