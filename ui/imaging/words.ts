import type { DomainWords } from '../domain.ts';

export const imagingWords: DomainWords = { english: () => import('./english.ts') };
