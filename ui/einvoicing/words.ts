import { msg } from '@lit/localize';
import type { DomainWords } from '../domain.ts';

export const einvoicingWords: DomainWords = {
  tagline: () => msg('开票与影像的配置中心', { id: 'tagline' }),
  english: () => import('./english.ts'),
};
