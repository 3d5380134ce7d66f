import { kindOfFiles } from '../common/file-kind.ts';

export const image = kindOfFiles('image');
