import { kindOfPictures } from '../common/file-kind.ts';

export const image = kindOfPictures('image');
