import { kindOfFiles } from '../common/file-kind.ts';

export const file = kindOfFiles('file');
