import { kindOfFiles } from '../common/file-kind.ts';

export const files = kindOfFiles('files');
