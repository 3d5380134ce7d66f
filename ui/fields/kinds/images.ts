import { kindOfFiles } from '../common/file-kind.ts';

export const images = kindOfFiles('images');
