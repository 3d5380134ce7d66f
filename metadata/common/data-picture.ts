/** A PNG or a JPEG as a data URL, which says what it is by how it begins. */
export const dataPicture = '^data:image/(png;base64,iVBORw0KGgo|jpeg;base64,/9j/)[A-Za-z0-9+/]+=*$';
