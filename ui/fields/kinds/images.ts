import { kindOfPictures } from '../common/file-kind.ts';

export const images = kindOfPictures('images');
