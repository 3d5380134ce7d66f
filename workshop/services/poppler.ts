import { spawnSync } from 'node:child_process';
import { installOnDebian } from './install-on-debian.ts';
import type { Service } from './service.ts';

/** What reads PDFs in tests: the text of a page, and the fonts that are embedded. */
export const poppler: Service = {
  name: 'Poppler',
  async provide() {
    if (!isThere()) await installOnDebian(['poppler-utils']);
    if (isThere()) return async () => {};
    throw new Error(
      'The tests read PDFs with pdftotext and pdffonts, which are not here (on Debian: apt-get install poppler-utils).',
    );
  },
};

function isThere(): boolean {
  return ['pdftotext', 'pdffonts'].every((program) => !spawnSync(program, ['-v']).error);
}
