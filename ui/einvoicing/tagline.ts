import { msg } from '@lit/localize';

/** What the installation is there for, told to whoever signs in. */
export const tagline = () => msg('开票与影像的配置中心', { id: 'tagline' });
